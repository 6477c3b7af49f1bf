package dev.fulcrum.upstream;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a target, shared by all event loops without a lock; who finds none waits in a queue.
 *
 * <p>{@code taken} counts holders and waiters together, so one atomic step tells each caller which of both it is. A
 * release that still counts more than the places owes one to a waiter. A waiter that gave up stays in the queue and in
 * the count until a release meets it and releases in its stead.
 */
final class Permits {
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    Permits(int places) {
        this.places = places;
    }

    /**
     * Takes a place now, or has {@code granted} run on the context when one is free.
     *
     * @return the waiter, or null when the place was taken and {@code granted} will not run
     */
    Waiter acquire(Context context, Runnable granted) {
        if (taken.getAndIncrement() < places) {
            return null;
        }
        Waiter waiter = new Waiter(context, granted);
        waiters.add(waiter);
        return waiter;
    }

    /** Gives a place back. */
    void release() {
        while (taken.getAndDecrement() > places) {
            Waiter waiter = waiters.poll();
            while (waiter == null) { // counted already, queued in a moment
                Thread.onSpinWait();
                waiter = waiters.poll();
            }
            if (waiter.settle()) {
                waiter.grant();
                return;
            }
        }
    }

    /** Someone who waits for a place. */
    static final class Waiter {
        private final Context context;
        private final Runnable granted;
        private final AtomicBoolean settled = new AtomicBoolean();

        private Waiter(Context context, Runnable granted) {
            this.context = context;
            this.granted = granted;
        }

        /** Stops waiting; false when the place was granted already and has to be released. */
        boolean giveUp() {
            return settle();
        }

        private void grant() {
            context.runOnContext(ignored -> granted.run());
        }

        private boolean settle() {
            return settled.compareAndSet(false, true);
        }
    }
}
