package dev.fulcrum.inspect;

import java.util.Arrays;

/**
 * Remembers some numbers for each of the latest texts, by their fingerprints, in bounded room.
 *
 * <p>A text belongs to one of several {@link TextLog logs}, which its fingerprint chooses, so that threads are seldom in each other's way. Thread-safe.
 */
final class TextMemory {
    /** Enough that threads are seldom in each other's way, and few enough that the processor's cache keeps where each begins. */
    private static final int MOST_LOGS = 4 * Runtime.getRuntime().availableProcessors();

    private static final int LEAST_BYTES_OF_A_LOG = 1 << 16;
    private static final int MOST_BYTES_OF_A_LOG = 1 << 30;

    private final TextLog[] logs;

    /**
     * Bounds the memory.
     *
     * @param bytes about how much room it may take; 0 to remember nothing
     */
    TextMemory(long bytes) {
        int count = (int) Math.max(1, Math.min(MOST_LOGS, bytes / LEAST_BYTES_OF_A_LOG));
        int each = (int) Math.min(bytes / count, MOST_BYTES_OF_A_LOG);
        logs = new TextLog[count];
        Arrays.setAll(logs, unmade -> new TextLog(each));
    }

    /** What is remembered of a text; null when nothing is. */
    long[] get(Fingerprint fingerprint) {
        return log(fingerprint).get(fingerprint);
    }

    /** Remembers something of a text, unless it is so much that there was room for little else. */
    void put(Fingerprint fingerprint, long[] note) {
        log(fingerprint).put(fingerprint, note);
    }

    private TextLog log(Fingerprint fingerprint) {
        return logs[(int) (((fingerprint.third() & 0xFFFF_FFFFL) * logs.length) >>> Integer.SIZE)];
    }
}
