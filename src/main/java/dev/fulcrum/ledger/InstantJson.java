package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/**
 * Writes moments as {@link Instant#toString()} has them, such as {@code 2026-03-04T02:30:00.125Z}. Not thread-safe.
 *
 * <p>Entries come in their order, so that the text of a second is kept for the next of the same.
 */
final class InstantJson {
    private static final int MICRO = 1_000;
    private static final int MILLI = 1_000_000;

    private long second;
    private byte[] text = upToSecond(0);

    void write(JsonBytes to, Instant at) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            text = upToSecond(second);
        }
        to.open('"');
        to.plain(text, text.length);
        int nanos = at.getNano();
        if (nanos > 0) {
            to.ascii(".");
            if (nanos % MILLI == 0) {
                to.digits(nanos / MILLI, 3);
            } else if (nanos % MICRO == 0) {
                to.digits(nanos / MICRO, 6);
            } else {
                to.digits(nanos, 9);
            }
        }
        to.ascii("Z\"");
    }

    private static byte[] upToSecond(long second) {
        String whole = Instant.ofEpochSecond(second).toString();
        return whole.substring(0, whole.length() - 1).getBytes(US_ASCII);
    }
}
