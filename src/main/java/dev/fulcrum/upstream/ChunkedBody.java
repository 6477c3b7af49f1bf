package dev.fulcrum.upstream;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Iterator;

/**
 * A body that is made here, chunk by chunk as the receiver demands it. Paused at first; lives on one context.
 *
 * <p>The end, too, is demanded: it comes with the demand that follows the last chunk, as Vert.x does it.
 */
final class ChunkedBody implements ReadStream<Buffer> {
    private static final long NO_TIMER = -1;

    private final Context context;
    private final Iterator<Buffer> chunks;
    private final long paceMillis;
    private long demand;
    private boolean begun;
    private boolean scheduled;
    private boolean over;
    private long timer = NO_TIMER;
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;

    /** @param pace the pause before each chunk but the first; zero for none */
    ChunkedBody(Context context, Iterator<Buffer> chunks, Duration pace) {
        this.context = context;
        this.chunks = chunks;
        this.paceMillis = pace.toMillis();
    }

    private void schedule() {
        if (scheduled || over || demand == 0) {
            return;
        }
        scheduled = true;
        if (paceMillis > 0 && begun && chunks.hasNext()) {
            timer = context.owner().setTimer(paceMillis, id -> emit());
        } else {
            context.runOnContext(ignored -> emit());
        }
    }

    private void emit() {
        timer = NO_TIMER;
        while (demand > 0 && !over) {
            if (!chunks.hasNext()) {
                over = true;
                if (endHandler != null) {
                    endHandler.handle(null);
                }
                break;
            }
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            begun = true;
            Buffer chunk = chunks.next();
            if (handler != null) {
                handler.handle(chunk);
            }
            if (paceMillis > 0) {
                break;
            }
        }
        scheduled = false;
        schedule();
    }

    /** No more events. */
    void cancel() {
        over = true;
        if (timer != NO_TIMER) {
            context.owner().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /** A body that is made here does not fail. */
    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> receiver) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> receiver) {
        handler = receiver;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> receiver) {
        endHandler = receiver;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        schedule();
        return this;
    }
}
