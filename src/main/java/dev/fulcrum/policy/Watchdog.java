package dev.fulcrum.policy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells runs that their time is over.
 *
 * <p>Each evaluating thread has one slot that it fills and empties; a single daemon thread looks at the slots. A run that was told stops at
 * the next condition, or within one that reads a long text. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Slot> own = ThreadLocal.withInitial(this::newSlot);
    private final long limitNanos;
    private final Thread thread;

    /**
     * Starts watching.
     *
     * @param limit how long one evaluation may take
     */
    public Watchdog(Duration limit) {
        this.limitNanos = limit.toNanos();
        this.thread = new Thread(this::watch, "fulcrum-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins to watch a run; its time counts from {@code begunNanos}.
     *
     * @param first whether it is the first of its evaluation: it leaves time for a second one without the rule that took it all
     */
    void begin(Run run, long begunNanos, boolean first) {
        own.get().fill(run, begunNanos, first ? limitNanos * 3 / 5 : limitNanos);
    }

    /** Ends the watch. */
    void end() {
        own.get().empty();
    }

    private Slot newSlot() {
        Slot slot = new Slot();
        slots.add(slot);
        return slot;
    }

    private void watch() {
        long pauseMillis = Math.max(1, Math.min(20, limitNanos / 4_000_000));
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            long now = System.nanoTime();
            slots.forEach(slot -> slot.hurryIfOlder(now));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static final class Slot {
        private Run run;
        private long begunNanos;
        private long limitNanos;

        synchronized void fill(Run next, long begun, long limit) {
            run = next;
            begunNanos = begun;
            limitNanos = limit;
        }

        synchronized void empty() {
            run = null;
        }

        synchronized void hurryIfOlder(long now) {
            if (run != null && now - begunNanos > limitNanos) {
                run.hurry();
            }
        }
    }
}
