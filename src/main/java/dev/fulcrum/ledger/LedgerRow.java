package dev.fulcrum.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry as it stands in the file.
 *
 * @param seq its number, from 1 without gaps
 * @param kind {@code exchange}, {@code intent} (before a stream was released; an {@code exchange} follows) or {@code act}
 * @param exchange id of the exchange; absent from acts
 * @param at when, to the millisecond
 * @param app the calling application; absent from acts
 * @param outcome how the exchange ended; absent from acts
 * @param body the entry as JSON
 * @param previous hash of the entry before, in hex
 * @param hash the entry's own, in hex
 */
public record LedgerRow(
        long seq,
        String kind,
        Optional<String> exchange,
        Instant at,
        Optional<String> app,
        Optional<String> outcome,
        String body,
        String previous,
        String hash) {

    /** One line of JSON: the body's fields, then seq, previous and hash. */
    public String toJsonLine() {
        return body.substring(0, body.length() - 1) + ",\"seq\":" + seq + ",\"previous\":\"" + previous
                + "\",\"hash\":\"" + hash + "\"}";
    }
}
