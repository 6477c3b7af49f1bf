package dev.fulcrum.model;

/**
 * Where an exchange's time went.
 *
 * @param policyMicros inspection, rules and arbitration of all phases
 * @param upstreamMillis from sending the request to the answer's last byte, over all attempts
 * @param firstByteMillis from reading the request to the first byte of the answer released; −1 when none was
 * @param heldMillis how long the answer's first byte was held back for rules
 * @param totalMillis from the request's first byte to the answer's release
 */
public record Latencies(
        long policyMicros, long upstreamMillis, long firstByteMillis, long heldMillis, long totalMillis) {}
