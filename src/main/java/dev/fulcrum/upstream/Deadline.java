package dev.fulcrum.upstream;

import java.time.Duration;

/**
 * The moment by which an exchange has to get on; it moves with every sign of life.
 *
 * <p>Moving it costs no alarm: the one alarm runs a tick long, a tick being the shortest of the exchange's timeouts,
 * and looks at the deadline when it fires. So a deadline is never overlooked, and no later than an alarm may ring. Lives on
 * one event loop.
 */
final class Deadline {
    private final Duration tick;
    private final Runnable expired;
    private Alarm alarm;
    private long dueNanos;
    private boolean watching;

    /** @param tick the shortest time that {@link #within} will ever be given */
    Deadline(Duration tick, Runnable expired) {
        this.tick = tick;
        this.expired = expired;
    }

    /** Something has to happen within this time from now; replaces what was demanded before. */
    void within(long nanos) {
        dueNanos = System.nanoTime() + nanos;
        watching = true;
        if (alarm == null) {
            alarm = Alarms.in(tick, this::look);
        }
    }

    /** Nothing is demanded until {@link #within} is called again. */
    void suspend() {
        watching = false;
    }

    /** Ends the watch. */
    void stop() {
        watching = false;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void look() {
        alarm = null;
        if (!watching) {
            return;
        }
        Duration left = Duration.ofNanos(dueNanos - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            watching = false;
            expired.run();
        } else {
            alarm = Alarms.in(left.compareTo(tick) < 0 ? left : tick, this::look);
        }
    }
}
