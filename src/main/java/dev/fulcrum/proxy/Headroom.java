package dev.fulcrum.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that an event loop has more to do than it can: what it meant to do in a moment it does late, again and again.
 *
 * <p>Places alone do not protect a gateway whose processor is what is short: requests would wait where nobody counts them, all of them longer
 * and longer. A pause that passes, such as a collection of the heap, sheds nobody: only when the loop has been late for a while are requests turned
 * away, and then only those that come while it is late. Confined to one event loop.
 */
final class Headroom {
    /** An event loop does not sleep through the last half of a millisecond before a timer, so that many ticks would cost much. */
    private static final long LONGEST_TICK_MILLIS = 50;

    private static final long SHORTEST_TICK_MILLIS = 10;
    private static final long WHILE_NANOS = 2_000_000_000;

    private final long lagNanos;
    private final long tickMillis;
    private final LongSupplier nanos;
    private long ticked;
    private long lateSince;
    private boolean late;

    /**
     * @param lag how late the loop may be
     * @param nanos a clock such as {@link System#nanoTime()}
     */
    Headroom(Duration lag, LongSupplier nanos) {
        this.lagNanos = lag.toNanos();
        this.tickMillis = Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, lag.toMillis() / 2));
        this.nanos = nanos;
        this.ticked = nanos.getAsLong();
    }

    /** Watches the event loop that this is called on. */
    static Headroom watch(Vertx vertx, Duration lag) {
        Headroom headroom = new Headroom(lag, System::nanoTime);
        vertx.setPeriodic(headroom.tickMillis, id -> headroom.tick());
        return headroom;
    }

    /** Called every tick, as far as the loop comes to it. */
    void tick() {
        long now = nanos.getAsLong();
        boolean lateNow = isLate(now);
        if (lateNow && !late) {
            lateSince = now;
        }
        late = lateNow;
        ticked = now;
    }

    /** Whether there is room for one more request. */
    boolean left() {
        if (!late) {
            return true;
        }
        long now = nanos.getAsLong();
        return now - lateSince < WHILE_NANOS || !isLate(now);
    }

    private boolean isLate(long now) {
        return now - ticked - TimeUnit.MILLISECONDS.toNanos(tickMillis) > lagNanos;
    }
}
