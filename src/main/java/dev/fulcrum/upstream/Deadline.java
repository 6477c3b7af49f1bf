package dev.fulcrum.upstream;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The moment by which an exchange has to get on; it moves with every sign of life.
 *
 * <p>Moving it costs no timer: the one timer runs a tick long, a tick being the shortest of the exchange's timeouts,
 * and looks at the deadline when it fires. So a deadline is never overlooked and at most a millisecond late. Lives on
 * one event loop.
 */
final class Deadline {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final long tickMillis;
    private final Runnable expired;
    private long timer = NO_TIMER;
    private long dueNanos;
    private boolean watching;

    /** @param tick the shortest time that {@link #within} will ever be given */
    Deadline(Vertx vertx, Duration tick, Runnable expired) {
        this.vertx = vertx;
        this.tickMillis = Math.max(1, tick.toMillis());
        this.expired = expired;
    }

    /** Something has to happen within this time from now; replaces what was demanded before. */
    void within(long nanos) {
        dueNanos = System.nanoTime() + nanos;
        watching = true;
        if (timer == NO_TIMER) {
            timer = vertx.setTimer(tickMillis, this::look);
        }
    }

    /** Nothing is demanded until {@link #within} is called again. */
    void suspend() {
        watching = false;
    }

    /** Ends the watch. */
    void stop() {
        watching = false;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void look(long id) {
        timer = NO_TIMER;
        if (!watching) {
            return;
        }
        long leftMillis = Math.floorDiv(dueNanos - System.nanoTime() + 999_999, 1_000_000L);
        if (leftMillis <= 0) {
            watching = false;
            expired.run();
        } else {
            timer = vertx.setTimer(Math.min(leftMillis, tickMillis), this::look);
        }
    }
}
