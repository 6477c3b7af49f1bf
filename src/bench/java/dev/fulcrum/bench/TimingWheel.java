package dev.fulcrum.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is due at a later tick, kept in a slot for each of the next {@value #SLOTS} ticks, so that an entry costs the same however many there are.
 *
 * <p>What is due later than in one turn of the wheel comes up early: whoever is called looks whether it is time, and adds the entry again. Not
 * thread-safe.
 */
final class TimingWheel<T> {
    private static final int SLOTS = 1024;

    private final long tickNanos;
    private final List<List<T>> slots = new ArrayList<>(SLOTS);
    private List<T> spare = new ArrayList<>();
    private long ticks;

    /** @param tickNanos between two ticks, the first of which is so long after the clock's zero */
    TimingWheel(long tickNanos) {
        this.tickNanos = tickNanos;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    /** Adds an entry that is due at the first tick that is not before a time, and not before the next tick. */
    void add(T entry, long dueNanos) {
        long tick = Math.max(ticks + 1, (dueNanos + tickNanos - 1) / tickNanos);
        slots.get(slot(Math.min(tick, ticks + SLOTS - 1))).add(entry);
    }

    /** When the next tick is. */
    long nextTickNanos() {
        return (ticks + 1) * tickNanos;
    }

    /** Hands over the entries of every tick up to a time. */
    void advance(long now, Consumer<T> due) {
        while (nextTickNanos() <= now) {
            ticks++;
            List<T> entries = slots.set(slot(ticks), spare);
            entries.forEach(due);
            entries.clear();
            spare = entries;
        }
    }

    private static int slot(long tick) {
        return (int) (tick % SLOTS);
    }
}
