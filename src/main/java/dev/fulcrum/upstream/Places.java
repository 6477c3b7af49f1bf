package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A number of places with a bounded queue in front, first come, first served. Shared by all event loops; blocks none.
 *
 * <p>While nobody waits, taking and leaving a place is one atomic step each. Who waits stands in a set under a lock that is
 * held for a few instructions: waiters have to be able to leave from the middle at once, or those whose time was up would
 * still fill the queue. A waiter adds itself before it looks for a place again, and a place is given back before its giver
 * looks for waiters, so one of the two always sees the other.
 */
public final class Places {
    private static final int OF_LATE = 16;

    private final int places;
    private final int queue;
    private final Duration patience;
    private final InstantSource clock;
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final LongAdder refused = new LongAdder();
    private final RecentCount refusedLately;
    private volatile int waiting;
    /** How long a place is held, of late. Two that leave at once may lose one's word, which does no harm. */
    private volatile long heldMillis;

    /**
     * @param places at least 1
     * @param queue how many may wait; 0 for none
     * @param patience how long they wait, at least 1 ms
     */
    public Places(int places, int queue, Duration patience, InstantSource clock) {
        if (places < 1 || queue < 0 || patience.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 place, a queue of 0 or more and a patience of at least 1 ms: " + places + ", "
                            + queue + ", " + patience);
        }
        this.places = places;
        this.queue = queue;
        this.patience = patience;
        this.clock = clock;
        this.refusedLately = new RecentCount(clock);
    }

    /**
     * Takes a place now, or waits for one. To be called on an event loop context, where the answer comes.
     *
     * @param gone completes on that context when nobody needs the place any more
     * @return fails with {@link Refused} only; whoever gets a place has to leave it
     */
    public Future<Place> enter(Future<?> gone) {
        requireNonNull(gone);
        if (waiting == 0 && take()) {
            return Future.succeededFuture(new Place());
        }
        Waiter waiter = new Waiter(EventLoops.current(), gone);
        synchronized (waiters) {
            if (waiters.isEmpty() && take()) {
                return Future.succeededFuture(new Place());
            }
            if (waiters.size() >= queue) {
                return Future.failedFuture(refusal(
                        Reason.FULL, "all " + places + " places are taken and " + queue + " exchanges wait already"));
            }
            waiters.add(waiter);
            waiting = waiters.size();
        }
        waiter.watch();
        handOn();
        return waiter.promise.future();
    }

    private boolean take() {
        int now = taken.get();
        while (now < places) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    private void giveBack() {
        taken.decrementAndGet();
        if (waiting > 0) {
            handOn();
        }
    }

    /** Gives free places to those who wait longest. */
    private void handOn() {
        synchronized (waiters) {
            Iterator<Waiter> eldest = waiters.iterator();
            while (eldest.hasNext() && take()) {
                Waiter waiter = eldest.next();
                eldest.remove();
                waiter.grant();
            }
            waiting = waiters.size();
        }
    }

    private boolean forget(Waiter waiter) {
        synchronized (waiters) {
            boolean stood = waiters.remove(waiter);
            waiting = waiters.size();
            return stood;
        }
    }

    private Refused refusal(Reason reason, String detail) {
        if (reason != Reason.GONE) {
            turnedAway();
        }
        return new Refused(reason, detail);
    }

    /** Counts one that was refused before it asked for a place. */
    public void turnedAway() {
        refused.increment();
        refusedLately.add();
    }

    /** How many places there are. */
    public int size() {
        return places;
    }

    /** How many places are taken now. */
    public int inFlight() {
        return taken.get();
    }

    /** How many wait now; never more than the queue holds. */
    public int queued() {
        return waiting;
    }

    /** Whether the next one would be refused. */
    public boolean full() {
        return waiting >= queue && taken.get() >= places;
    }

    /** When one that came now would get a place, to judge by how long places were held of late; zero when none has been left yet. */
    public Duration freeIn() {
        return Duration.ofMillis(heldMillis * (waiting + 1L) / places);
    }

    /** How many were refused since the start, those apart who went by themselves. */
    public long refused() {
        return refused.sum();
    }

    /** How many of these were refused within the last minute. */
    public long refusedLately() {
        return refusedLately.sum();
    }

    /** Why there is no place. */
    public enum Reason {
        /** The queue is full. */
        FULL,
        /** None came free in time. */
        LATE,
        /** Nobody needs it any more. */
        GONE
    }

    /** No place was to be had. An outcome, not a fault of the program: carries no stack trace. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        private Refused(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** A place that is taken until it is left. */
    public final class Place {
        private final AtomicBoolean left = new AtomicBoolean();
        private final long takenMillis = clock.millis();

        private Place() {}

        /** Gives the place back; by any thread, and only once however often it is called. */
        public void leave() {
            if (left.compareAndSet(false, true)) {
                long millis = Math.max(0, clock.millis() - takenMillis);
                heldMillis = heldMillis == 0 ? millis : heldMillis + (millis - heldMillis) / OF_LATE;
                giveBack();
            }
        }
    }

    /** Someone who waits. Granted by any thread; everything else happens on its own event loop. */
    private final class Waiter {
        private final Context context;
        private final Future<?> gone;
        private final Promise<Place> promise = Promise.promise();
        private long timer;

        private Waiter(Context context, Future<?> gone) {
            this.context = context;
            this.gone = gone;
        }

        private void watch() {
            timer = context.owner()
                    .setTimer(
                            patience.toMillis(),
                            id -> giveUp(Reason.LATE, "no place came free within " + Causes.plain(patience)));
            gone.onComplete(left -> giveUp(Reason.GONE, "the caller left"));
        }

        private void giveUp(Reason reason, String detail) {
            if (forget(this)) {
                context.owner().cancelTimer(timer);
                promise.fail(refusal(reason, detail));
            }
        }

        private void grant() {
            context.runOnContext(turn -> {
                context.owner().cancelTimer(timer);
                if (gone.isComplete()) {
                    giveBack();
                    promise.fail(refusal(Reason.GONE, "the caller left"));
                } else {
                    promise.complete(new Place());
                }
            });
        }
    }
}
