package dev.fulcrum.bench;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What one thread is to do later. Not thread-safe. */
final class Timers {
    private record Timer(long atNanos, Runnable task) {}

    private final PriorityQueue<Timer> waiting = new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
    private final long begun = System.nanoTime();

    /** Adds a task that is due so many nanoseconds from now. */
    void after(long nanos, Runnable task) {
        waiting.add(new Timer(now() + nanos, task));
    }

    /** Runs what is due, and returns the nanoseconds until the next task is, or the longest time there is. */
    long runDue() {
        while (!waiting.isEmpty()) {
            long left = waiting.peek().atNanos() - now();
            if (left > 0) {
                return left;
            }
            waiting.remove().task().run();
        }
        return Long.MAX_VALUE;
    }

    private long now() {
        return System.nanoTime() - begun;
    }
}
