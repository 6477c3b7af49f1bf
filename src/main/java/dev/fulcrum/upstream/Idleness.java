package dev.fulcrum.upstream;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a caller's connection that is idle. Idle means that no exchange is under way on it: one whose answer takes its time is bounded by the route's
 * deadline, and one whose body has not come by the time that a request is given. A caller that hardly takes what is sent to it is idle, too.
 *
 * <p>Time-outs of connections, such as those of Vert.x, count bytes and know nothing of exchanges: they cut a caller off that waits for a slow
 * model. And a byte now and then deceives them: here what keeps a connection open is a whole head. Lives on the connection's event loop.
 */
public final class Idleness extends ChannelDuplexHandler {
    /** In each idle time a caller has to take so much, or a part of what waits for it. */
    private static final long LEAST_TAKEN_BYTES = 64 * 1024;

    private static final int LEAST_TAKEN_PART = 4;
    private static final AttributeKey<Boolean> STALLED = AttributeKey.valueOf("fulcrum.caller.stalled");

    private final long idleNanos;
    private int underWay;
    private long restingSince = System.nanoTime();
    private long written;
    private long waitedAtLook;
    private long takenAtLook;
    private ScheduledFuture<?> look;

    private Idleness(Duration idle) {
        this.idleNanos = idle.toNanos();
    }

    /** Watches a connection that has not been read from, in the place of a time-out of Vert.x. */
    public static void install(HttpConnection connection, Duration idle) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        if (pipeline.get("httpEncoder") != null) {
            pipeline.addAfter("httpEncoder", "idleness", new Idleness(idle));
        }
    }

    /** Whether the connection was closed since its caller hardly took what was sent to it. */
    public static boolean stalled(HttpConnection connection) {
        Channel channel =
                ((HttpServerConnection) connection).channelHandlerContext().channel();
        return channel.attr(STALLED).get() != null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lookIn(context, idleNanos);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            underWay++;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean informs =
                message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof ByteBufHolder piece) {
            written += piece.content().readableBytes();
        }
        if (message instanceof LastHttpContent && !informs) {
            underWay = Math.max(0, underWay - 1);
            restingSince = System.nanoTime();
        }
        super.write(context, message, promise);
    }

    private void look(ChannelHandlerContext context) {
        long waits = waiting(context.channel());
        long taken = written - waits;
        if (waits > 0 && waitedAtLook > 0) {
            long least = Math.min(waitedAtLook, Math.max(LEAST_TAKEN_BYTES, waitedAtLook / LEAST_TAKEN_PART));
            if (taken - takenAtLook < least) {
                context.channel().attr(STALLED).set(true);
                ChannelFuture unused = context.close();
                return;
            }
        }
        waitedAtLook = waits;
        takenAtLook = taken;
        long left = idleNanos;
        if (waits == 0 && underWay == 0) {
            left = restingSince + idleNanos - System.nanoTime();
            if (left <= 0) {
                ChannelFuture unused = context.close();
                return;
            }
        }
        lookIn(context, left);
    }

    /** What was written and has not gone to the kernel. */
    private static long waiting(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }

    private void lookIn(ChannelHandlerContext context, long nanos) {
        look = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void stop() {
        if (look != null) {
            look.cancel(false);
        }
    }
}
