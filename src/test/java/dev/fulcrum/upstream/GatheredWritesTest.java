package dev.fulcrum.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatheredWritesTest {
    private final List<String> told = new ArrayList<>();
    private final EmbeddedChannel first = gathering("first");
    private final EmbeddedChannel second = gathering("second");
    private boolean broken;

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

    @Test
    void smallPiecesGoOutAsOne_andEachIsToldWhatBecameOfIt() {
        ByteBuf head = bytes("head ");
        ByteBuf body = bytes("and body");
        ChannelFuture a = say(first, head);
        ChannelFuture b = say(first, body);

        assertThat(told).isEmpty();
        assertThat(head.refCnt() + body.refCnt()).isZero();

        first.runPendingTasks();

        assertThat(told).containsExactly("first: head and body", "first flushed");
        assertThat(a.isSuccess() && b.isSuccess()).isTrue();
    }

    @Test
    void largePieceKeepsItsPlace() {
        String large = "x".repeat(8 * 1024 + 1);
        List<ChannelFuture> said =
                Stream.of("a", large, "b").map(it -> say(first, bytes(it))).toList();
        first.runPendingTasks();

        assertThat(told).containsExactly("first: a", "first: " + large, "first: b", "first flushed");
        assertThat(said).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void noMoreIsGatheredThanItsBound() {
        String piece = "x".repeat(8 * 1024);
        List<ChannelFuture> said =
                Stream.generate(() -> say(first, bytes(piece))).limit(9).toList();
        first.runPendingTasks();

        assertThat(told)
                .containsExactly(
                        "first: " + piece.repeat(4), "first: " + piece.repeat(4), "first: " + piece, "first flushed");
        assertThat(said).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void whatCannotBeWrittenFailsPieceByPiece_andIsReleased() {
        ByteBuf head = bytes("head ");
        broken = true;
        ChannelFuture a = say(first, head);
        ChannelFuture b = say(first, bytes("body"));
        first.runPendingTasks();

        assertThat(a.cause()).isInstanceOf(ClosedChannelException.class).isSameAs(b.cause());
        assertThat(head.refCnt()).isZero();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    /** As a handler does: what is said to an embedded channel itself ends the turn at once. */
    private static ChannelFuture say(EmbeddedChannel channel, Object what) {
        return channel.pipeline().lastContext().writeAndFlush(what);
    }

    private EmbeddedChannel gathering(String name) {
        EmbeddedChannel channel = new EmbeddedChannel(new Socket(name));
        GatheredWrites.install(channel.pipeline());
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
            told.add(name + ": " + (message instanceof ByteBuf bytes ? bytes.toString(UTF_8) : message));
            ReferenceCountUtil.release(message);
            written.add(promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            told.add(name + " flushed");
            List<ChannelPromise> taken = List.copyOf(written);
            written.clear();
            ClosedChannelException gone = new ClosedChannelException();
            taken.forEach(promise -> {
                if (broken) {
                    promise.setFailure(gone);
                } else {
                    promise.setSuccess();
                }
            });
        }
    }
}
