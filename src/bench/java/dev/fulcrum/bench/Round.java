package dev.fulcrum.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exchanges of one variant in one round, as its driver saw them.
 *
 * <p>Filled on one thread; read when the round is over.
 */
final class Round {
    /**
     * One exchange.
     *
     * @param startedNanos on the clock of {@link System#nanoTime()}
     * @param firstByteNanos from sending the request to the head of the answer or its first byte, whichever came later
     * @param nanos from sending the request to the last byte of the answer
     * @param failed whether there was no answer, or one with another status than 200
     */
    record Exchange(long startedNanos, long firstByteNanos, long nanos, boolean failed) {
        boolean overlaps(long fromNanos, long toNanos) {
            return startedNanos - toNanos <= 0 && startedNanos + nanos - fromNanos >= 0;
        }
    }

    private final List<Exchange> exchanges = new ArrayList<>();
    private long policyMicros;
    private long policyCount;
    private long ruled;
    private long nanos;
    private String firstFailure = "";

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    void addPolicyMicros(long micros) {
        policyMicros += micros;
        policyCount++;
    }

    /** Counts an exchange in which a rule was enforced. */
    void addRuled() {
        ruled++;
    }

    /** Keeps what the first failure said. */
    void failed(String what) {
        if (firstFailure.isEmpty()) {
            firstFailure = what;
        }
    }

    void end(long elapsedNanos) {
        nanos = elapsedNanos;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    long failures() {
        return exchanges.stream().filter(Exchange::failed).count();
    }

    /** What the first failure said; empty when there was none. */
    String firstFailure() {
        return firstFailure;
    }

    /** Answered exchanges a second. */
    double throughput() {
        return (exchanges.size() - failures()) / (nanos / 1e9);
    }

    /** The latency in milliseconds that this share of the answered exchanges did not exceed (nearest rank); NaN without any. */
    double latencyMillis(double share) {
        return percentile(
                exchanges.stream()
                        .filter(e -> !e.failed())
                        .mapToLong(Exchange::nanos)
                        .toArray(),
                share);
    }

    /** As {@link #latencyMillis}, up to the answer's first byte. */
    double firstByteMillis(double share) {
        return percentile(
                exchanges.stream()
                        .filter(e -> !e.failed())
                        .mapToLong(Exchange::firstByteNanos)
                        .toArray(),
                share);
    }

    /** Mean of what Fulcrum reported in {@code x-fulcrum-policy-micros}; NaN when nothing was reported. */
    double meanPolicyMicros() {
        return policyCount == 0 ? Double.NaN : (double) policyMicros / policyCount;
    }

    /** Exchanges in which a rule was enforced, in per cent of those that Fulcrum answered; NaN without any. */
    double ruledPercent() {
        return policyCount == 0 ? Double.NaN : 100.0 * ruled / policyCount;
    }

    private static double percentile(long[] samples, double share) {
        if (samples.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(samples);
        int rank = (int) Math.ceil(share * samples.length);
        return samples[Math.max(0, rank - 1)] / 1e6;
    }
}
