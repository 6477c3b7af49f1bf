package dev.fulcrum.proxy;

import dev.fulcrum.model.Latencies;

/** Where the time of one exchange goes. Confined to the event loop of its connection. */
final class Timeline {
    private final long begunNanos = System.nanoTime();
    private long policyNanos;
    private long upstreamMillis;
    private long heldNanos;
    private long firstByteNanos = -1;
    private long sentOnNanos = -1;

    long elapsedNanos() {
        return System.nanoTime() - begunNanos;
    }

    /** Notes how long inspection, rules and arbitration took. */
    void judged(long nanos) {
        policyNanos += nanos;
    }

    /** What {@link #judged} was told so far. */
    long policyMicros() {
        return policyNanos / 1000;
    }

    /** Notes how long a try took. */
    void tried(long millis) {
        upstreamMillis += millis;
    }

    /** Notes how long an answer's first byte waited for rules and the ledger. */
    void held(long nanos) {
        heldNanos = nanos;
    }

    long heldMillis() {
        return heldNanos / 1_000_000;
    }

    /** Notes that the first byte of an answer goes out. */
    void released() {
        if (firstByteNanos < 0) {
            firstByteNanos = elapsedNanos();
        }
    }

    /** Whether the first byte of an answer has gone out, or goes. */
    boolean hasReleased() {
        return firstByteNanos >= 0;
    }

    /** Notes that a rule sends the exchange on after a try that failed. */
    void sentOn() {
        sentOnNanos = sentOnNanos < 0 ? elapsedNanos() : sentOnNanos;
    }

    /** Milliseconds from the moment when a rule first sent the exchange on until its answer's first byte, or until now; 0 when none did. */
    long pursuedMillis() {
        long until = firstByteNanos < 0 ? elapsedNanos() : firstByteNanos;
        return sentOnNanos < 0 ? 0 : (until - sentOnNanos) / 1_000_000;
    }

    Latencies latencies() {
        return new Latencies(
                policyMicros(),
                upstreamMillis,
                firstByteNanos < 0 ? -1 : firstByteNanos / 1_000_000,
                heldMillis(),
                elapsedNanos() / 1_000_000);
    }
}
