package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheredFlushTest {
    private final List<String> told = new ArrayList<>();
    private final EmbeddedChannel first = gathering("first");
    private final EmbeddedChannel second = gathering("second");

    @Test
    void whatWasWrittenGoesOut_whenTheTurnEnds() {
        ChannelFuture a = say(first, "a");
        ChannelFuture b = say(first, "b");

        assertThat(told).containsExactly("first: a", "first: b");
        assertThat(a.isDone() || b.isDone()).isFalse();

        first.runPendingTasks();

        assertThat(told).containsExactly("first: a", "first: b", "first flushed");
        assertThat(a.isSuccess() && b.isSuccess()).isTrue();
    }

    @Test
    void allConnectionsOfATurnGoOutTogether_inTheOrderInWhichTheySpoke() {
        ChannelFuture b = say(second, "b");
        ChannelFuture a = say(first, "a");

        second.runPendingTasks();

        assertThat(told).containsExactly("second: b", "first: a", "second flushed", "first flushed");
        assertThat(a.isSuccess() && b.isSuccess()).isTrue();
    }

    @Test
    void nextTurnIsGatheredAgain() {
        ChannelFuture a = say(first, "a");
        first.runPendingTasks();
        ChannelFuture b = say(first, "b");

        assertThat(a.isSuccess()).isTrue();
        assertThat(b.isDone()).isFalse();

        first.runPendingTasks();

        assertThat(b.isSuccess()).isTrue();
    }

    @Test
    void whatIsWrittenWhileATurnEndsGoesOutAsWell() {
        List<ChannelFuture> more = new ArrayList<>();
        say(first, "a").addListener(done -> more.add(say(second, "b")));
        first.runPendingTasks();
        second.runPendingTasks();

        assertThat(told).containsExactly("first: a", "first flushed", "second: b", "second flushed");
        assertThat(more).hasSize(1).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void nothingThatWasSaidIsLost_whenTheConnectionIsClosed() {
        ChannelFuture a = say(first, "a");
        ChannelFuture closed = first.close();

        assertThat(told).containsExactly("first: a", "first flushed");
        assertThat(a.isSuccess() && closed.isSuccess()).isTrue();

        first.runPendingTasks();

        assertThat(told).hasSize(2);
    }

    /** As a handler does: what is said to an embedded channel itself ends the turn at once. */
    private static ChannelFuture say(EmbeddedChannel channel, String what) {
        return channel.pipeline().lastContext().writeAndFlush(what);
    }

    private EmbeddedChannel gathering(String name) {
        EmbeddedChannel channel = new EmbeddedChannel(new Socket(name));
        GatheredFlush.install(channel.pipeline());
        channel.pipeline()
                .addFirst(channel.pipeline().remove(Socket.class))
                .addLast(new ChannelInboundHandlerAdapter());
        return channel;
    }

    /** Tells what came, and takes it when it is flushed. */
    private final class Socket extends ChannelOutboundHandlerAdapter {
        private final String name;
        private final List<ChannelPromise> written = new ArrayList<>();

        private Socket(String name) {
            this.name = name;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            told.add(name + ": " + message);
            written.add(promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            told.add(name + " flushed");
            List<ChannelPromise> taken = List.copyOf(written);
            written.clear();
            taken.forEach(ChannelPromise::setSuccess);
        }
    }
}
