package dev.fulcrum.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the clients saw of the streams of one round in its measured time.
 *
 * <p>Filled on one thread; read when the round is over.
 */
final class StreamRound {
    private final List<Long> firstContentNanos = new ArrayList<>();
    private final Histogram gaps = new Histogram();
    private long worstGapNanos;
    private long events;
    private long stalled;
    private long whole;
    private long failures;
    private String firstFailure = "";

    /** From sending a request to its first event with text. */
    void firstContent(long nanos) {
        firstContentNanos.add(nanos);
    }

    /** So many events came together. */
    void arrived(int count) {
        events += count;
    }

    /** From one arrival behind the first text to the next. */
    void gap(long nanos) {
        gaps.add(nanos);
    }

    /** The longest silence of a stream that is over, or of which nobody waits for more. */
    void silence(long nanos, long boundNanos) {
        worstGapNanos = Math.max(worstGapNanos, nanos);
        stalled += nanos > boundNanos ? 1 : 0;
    }

    /** A stream came to its end, with its terminator and all its events. */
    void whole() {
        whole++;
    }

    void failed(String what) {
        failures++;
        if (firstFailure.isEmpty()) {
            firstFailure = what;
        }
    }

    /** What the first failure said; empty when there was none. */
    String firstFailure() {
        return firstFailure;
    }

    long failures() {
        return failures;
    }

    /** Streams that were silent for too long. */
    long stalled() {
        return stalled;
    }

    /** Streams that came to their end in the whole round. */
    long wholeStreams() {
        return whole;
    }

    long events() {
        return events;
    }

    /** Time to the first event with text in milliseconds that this share did not exceed (nearest rank); NaN without any. */
    double firstContentMillis(double share) {
        long[] nanos =
                firstContentNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return nanos.length == 0 ? Double.NaN : nanos[Math.max(0, (int) Math.ceil(share * nanos.length) - 1)] / 1e6;
    }

    /** Time in milliseconds between two arrivals that this share did not exceed; NaN without any. */
    double gapMillis(double share) {
        return gaps.millis(share);
    }

    double worstGapMillis() {
        return worstGapNanos / 1e6;
    }
}
