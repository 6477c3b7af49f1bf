package dev.fulcrum.policy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kie.api.runtime.KieSession;

/**
 * Halts sessions that run past their time.
 *
 * <p>Each evaluating thread has one slot that it fills and empties; a single daemon thread looks at the slots. A halted
 * session stops between two firings. Thread-safe.
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

    /** Begins to watch a session; its time counts from {@code begunNanos}. */
    void begin(KieSession session, long begunNanos) {
        own.get().fill(session, begunNanos);
    }

    /** Ends the watch; true when the session was halted. */
    boolean end() {
        return own.get().empty();
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
            slots.forEach(slot -> slot.haltIfOlder(now, limitNanos));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static final class Slot {
        private KieSession session;
        private long begunNanos;
        private boolean halted;

        synchronized void fill(KieSession next, long begun) {
            session = next;
            begunNanos = begun;
            halted = false;
        }

        synchronized boolean empty() {
            session = null;
            return halted;
        }

        synchronized void haltIfOlder(long now, long limitNanos) {
            if (session != null && now - begunNanos > limitNanos) {
                halted = true;
                session.halt();
            }
        }
    }
}
