package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The numbers that the events of a Responses stream carry; not safe between threads. */
final class SequenceNumbers {
    static final String FIELD = "sequence_number";

    private static final byte[] NAME = ('"' + FIELD + '"').getBytes(StandardCharsets.US_ASCII);

    private final TreeMap<Integer, Long> byStart = new TreeMap<>();
    private long last = -1;

    /** Takes the number of an event that begins at a byte of a stream that is kept. */
    void add(int at, long number) {
        byStart.put(at, number);
        last = number;
    }

    /** Takes the number of an event whose bytes are not kept. */
    void pass(long number) {
        last = number;
    }

    /** The same by a glance, for an event of which nothing else is read: inside a string the name's quotes would be escaped. */
    void glance(byte[] bytes, int from, int to) {
        for (int at = from; at + NAME.length < to; at++) {
            if (bytes[at] == '"' && Arrays.equals(bytes, at, at + NAME.length, NAME, 0, NAME.length)) {
                last = number(bytes, at + NAME.length, to);
                return;
            }
        }
    }

    private long number(byte[] bytes, int behindName, int to) {
        int at = behindName;
        while (at < to && (JsonTape.blank(bytes[at]) || bytes[at] == ':')) {
            at++;
        }
        long number = 0;
        int digits = at;
        while (at < to && at < digits + 18 && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        return at == digits ? last : number;
    }

    /** The number that comes next behind all events that were read. */
    long next() {
        return last + 1;
    }

    /** The number that comes next behind the events that begin before a byte of a stream that is kept. */
    long nextAt(int byteOffset) {
        Map.Entry<Integer, Long> before = byStart.lowerEntry(byteOffset);
        return before == null ? 0 : before.getValue() + 1;
    }
}
