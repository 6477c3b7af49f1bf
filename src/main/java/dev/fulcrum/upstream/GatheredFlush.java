package dev.fulcrum.upstream;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands what was written to the kernel at the end of the event loop's turn rather than at once.
 *
 * <p>A write that wakes its receiver costs the gateway more than all that HTTP does to it, and on a busy machine the receiver often takes the
 * processor away. Within a turn the loop serves every connection that has something to say; when what it wrote to all of them goes out
 * together, most receivers are awake already. Where there is little to do a turn serves one connection, and nothing waits.
 *
 * <p>For one connection; lives on its event loop.
 */
public final class GatheredFlush extends ChannelOutboundHandlerAdapter {
    private static final FastThreadLocal<Turn> TURN = new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
            return new Turn();
        }
    };

    private ChannelHandlerContext waiting;

    private GatheredFlush() {}

    /** Makes a connection do so. */
    public static void install(ChannelPipeline pipeline) {
        pipeline.addFirst("gatheredFlush", new GatheredFlush());
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (waiting == null) {
            waiting = context;
            TURN.get().add(this, context);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        flushNow();
        ChannelFuture unused = context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        flushNow();
    }

    private void flushNow() {
        ChannelHandlerContext context = waiting;
        if (context != null) {
            waiting = null;
            context.flush();
        }
    }

    /** The connections of one event loop that wait for the end of its turn. */
    private static final class Turn implements Runnable {
        private List<GatheredFlush> connections = new ArrayList<>();
        private List<GatheredFlush> spare = new ArrayList<>();

        void add(GatheredFlush connection, ChannelHandlerContext context) {
            connections.add(connection);
            if (connections.size() == 1) {
                context.executor().execute(this);
            }
        }

        @Override
        public void run() {
            List<GatheredFlush> now = connections;
            connections = spare;
            for (GatheredFlush connection : now) {
                connection.flushNow();
            }
            now.clear();
            spare = now;
        }
    }
}
