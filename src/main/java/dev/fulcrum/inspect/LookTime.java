package dev.fulcrum.inspect;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long detectors may look at one exchange in one phase, all its parts together; only the time counts that somebody looks. Used by one thread
 * at a time.
 */
final class LookTime {
    /** Nobody waits. */
    static final LookTime ENDLESS = new LookTime(Long.MAX_VALUE, () -> 0L);

    private final long most;
    private final LongSupplier ticker;
    private long spent;
    private long begun;
    private boolean running;

    private LookTime(long most, LongSupplier ticker) {
        this.most = most;
        this.ticker = ticker;
    }

    /**
     * A bound that is counted by a ticker.
     *
     * @param ticker nanoseconds from any moment on
     */
    static LookTime of(Duration most, LongSupplier ticker) {
        return new LookTime(most.toNanos(), ticker);
    }

    /** Somebody begins to look. */
    void begin() {
        begun = ticker.getAsLong();
        running = true;
    }

    /** Nobody looks any more. */
    void end() {
        spent += running ? ticker.getAsLong() - begun : 0;
        running = false;
    }

    /** Whether all of the time has been spent. */
    boolean isUp() {
        return spent + (running ? ticker.getAsLong() - begun : 0) > most;
    }

    /** What to say of it. */
    String told() {
        return Duration.ofNanos(most).toMillis() + " ms";
    }
}
