package dev.fulcrum.bench;

/** Counts durations in steps of 0.1 ms; what is longer than half a minute counts as half a minute. Not thread-safe. */
final class Histogram {
    private static final long STEP_NANOS = 100_000;
    private static final int STEPS = 300_000;

    private final int[] counts = new int[STEPS + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(STEPS, nanos / STEP_NANOS)]++;
        total++;
    }

    /** How many durations there are. */
    long count() {
        return total;
    }

    /** The duration in milliseconds that this share did not exceed, rounded up to a whole step; NaN of nothing. */
    double millis(double share) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        int step = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[step]) {
            step++;
        }
        return (step + 1) * (STEP_NANOS / 1e6);
    }
}
