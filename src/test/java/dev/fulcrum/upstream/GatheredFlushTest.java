package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class GatheredFlushTest {
    private final EmbeddedChannel first = gathering();
    private final EmbeddedChannel second = gathering();

    @Test
    void whatWasWrittenGoesOut_whenTheTurnEnds() {
        ChannelFuture written = first.writeAndFlush("a");
        ChannelFuture behind = first.write("b");
        first.flush();

        assertThat(first.outboundMessages()).isEmpty();
        assertThat(written.isDone()).isFalse();

        first.runPendingTasks();

        assertThat(first.outboundMessages()).containsExactly("a", "b");
        assertThat(written.isSuccess()).isTrue();
        assertThat(behind.isSuccess()).isTrue();
    }

    @Test
    void allConnectionsOfATurnGoOutTogether_inTheOrderInWhichTheySpoke() {
        ChannelFuture unused = second.writeAndFlush("b");
        unused = first.writeAndFlush("a");

        second.runPendingTasks();

        assertThat(second.outboundMessages()).containsExactly("b");
        assertThat(first.outboundMessages()).containsExactly("a");
    }

    @Test
    void nextTurnIsGatheredAgain() {
        ChannelFuture unused = first.writeAndFlush("a");
        first.runPendingTasks();
        unused = first.writeAndFlush("b");

        assertThat(first.outboundMessages()).containsExactly("a");

        first.runPendingTasks();

        assertThat(first.outboundMessages()).containsExactly("a", "b");
    }

    @Test
    void whatIsWrittenWhileATurnEndsGoesOutInTheNext() {
        ChannelFuture unused = first.writeAndFlush("a").addListener(done -> {
            ChannelFuture more = first.writeAndFlush("b");
        });
        first.runPendingTasks();
        first.runPendingTasks();

        assertThat(first.outboundMessages()).containsExactly("a", "b");
    }

    @Test
    void nothingThatWasFlushedIsLost_whenTheConnectionIsClosed() {
        ChannelFuture written = first.writeAndFlush("a");
        ChannelFuture closed = first.close();

        assertThat(closed.isSuccess()).isTrue();
        assertThat(written.isSuccess()).isTrue();
        assertThat(first.outboundMessages()).containsExactly("a");
    }

    @Test
    void connectionThatBrokeKeepsNobodyElseBack() {
        ChannelFuture lost = first.writeAndFlush("a");
        first.pipeline().fireChannelInactive();
        ChannelFuture written = second.writeAndFlush("b");
        first.unsafe().closeForcibly();
        first.runPendingTasks();
        second.runPendingTasks();

        assertThat(lost.isDone()).isTrue();
        assertThat(written.isSuccess()).isTrue();
    }

    private static EmbeddedChannel gathering() {
        EmbeddedChannel channel = new EmbeddedChannel();
        GatheredFlush.install(channel.pipeline());
        return channel;
    }
}
