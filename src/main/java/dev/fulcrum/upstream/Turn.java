package dev.fulcrum.upstream;

import dev.fulcrum.model.Phase;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One turn of an event loop: it reads from every connection that has something to say, then judges what came, all requests one after another and then all
 * answers, and last it writes to all.
 *
 * <p>To read, to judge and to write run through a lot of code and data each, more than the caches next to the processor hold. Exchange by exchange each
 * would push the other out, which costs a few percent of the processor. Where there is little to do a turn has one exchange, and nothing waits.
 *
 * <p>Belongs to its event loop.
 */
public final class Turn implements Runnable {
    private static final FastThreadLocal<Turn> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
            return new Turn();
        }
    };

    private final Queue<Runnable> requests = new ArrayDeque<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private List<GatheredWrites> toWrite = new ArrayList<>();
    private List<GatheredWrites> spare = new ArrayList<>();
    private boolean ending;

    private Turn() {}

    /**
     * Judges together with whatever else of the phase came in this turn; at once on a thread that has no turns.
     *
     * @return what the work returns, on the caller's context; failed with what it throws
     */
    public static <T> Future<T> judge(Phase phase, Supplier<Future<T>> work) {
        ContextInternal context = ContextInternal.current();
        if (context == null || !context.inThread() || !context.isEventLoopContext()) {
            return outcome(work);
        }
        Turn turn = OF_THIS_LOOP.get();
        Queue<Runnable> queue = phase == Phase.REQUEST ? turn.requests : turn.answers;
        PromiseInternal<T> judged = context.promise();
        queue.add(() -> context.dispatch(() -> outcome(work).onComplete(judged)));
        turn.end(context.nettyEventLoop());
        return judged.future();
    }

    /** Flushes the connection when the turn ends. */
    static void write(GatheredWrites connection, EventExecutor loop) {
        Turn turn = OF_THIS_LOOP.get();
        turn.toWrite.add(connection);
        turn.end(loop);
    }

    private static <T> Future<T> outcome(Supplier<Future<T>> work) {
        return Steps.then(Future.succeededFuture(), begin -> work.get());
    }

    private void end(EventExecutor loop) {
        if (ending) {
            return;
        }
        if (loop instanceof SingleThreadEventLoop turning) {
            turning.executeAfterEventLoopIteration(this);
        } else {
            loop.execute(this);
        }
        ending = true;
    }

    /** Ends the turn. */
    @Override
    public void run() {
        try {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        } finally {
            ending = false;
        }
        // a connection that is written to again from here on has a turn of its own
        List<GatheredWrites> now = toWrite;
        toWrite = spare;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).flushNow();
        }
        now.clear();
        spare = now;
    }

    private Runnable next() {
        Runnable request = requests.poll();
        return request == null ? answers.poll() : request;
    }
}
