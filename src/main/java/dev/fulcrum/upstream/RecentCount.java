package dev.fulcrum.upstream;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something happened within the last minute, to the second. Thread-safe and without a lock.
 *
 * <p>One cell for each of sixty seconds holds the second it counts and the count, 32 bits each; a cell of an older second
 * starts anew.
 */
final class RecentCount {
    private static final int SECONDS = 60;
    private static final long COUNT = 0xFFFF_FFFFL;

    private final InstantSource clock;
    private final AtomicLongArray cells = new AtomicLongArray(SECONDS);

    RecentCount(InstantSource clock) {
        this.clock = clock;
    }

    void add() {
        long second = second();
        cells.getAndUpdate((int) (second % SECONDS), cell -> cell >>> 32 == second ? cell + 1 : (second << 32) | 1);
    }

    long sum() {
        long second = second();
        long sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            long cell = cells.get(i);
            long age = second - (cell >>> 32);
            if (age >= 0 && age < SECONDS) {
                sum += cell & COUNT;
            }
        }
        return sum;
    }

    private long second() {
        return Math.max(0, clock.millis() / 1000) & 0x7FFF_FFFFL;
    }
}
