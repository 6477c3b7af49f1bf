package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells by a glance at its bytes whether an event can hold more than text, such as usage, a finish reason or an error.
 *
 * <p>The names are looked for with both quotes, and a quote inside a JSON string is always escaped, so that text never looks like a field. What is
 * found is then parsed; an event that is passed over holds text alone.
 */
final class WatchedFields {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] names;

    /** Looks for these names. */
    WatchedFields(String... names) {
        this.names = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = name(names[i]);
        }
    }

    private static byte[] name(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    boolean any(byte[] bytes, int from, int to) {
        for (int at = quote(bytes, from, to); at < to; at = quote(bytes, at + 1, to)) {
            if (watched(bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private static int quote(byte[] bytes, int from, int to) {
        return ByteRuns.next(bytes, from, to, '"');
    }

    private boolean watched(byte[] bytes, int at, int to) {
        for (byte[] name : names) {
            int end = at + name.length;
            if (end < to && bytes[at + 1] == name[1] && Arrays.equals(bytes, at, end, name, 0, name.length)) {
                return !isNull(bytes, end, to);
            }
        }
        return false;
    }

    private static boolean isNull(byte[] bytes, int after, int to) {
        int at = after;
        while (at < to && (JsonTape.blank(bytes[at]) || bytes[at] == ':')) {
            at++;
        }
        return at + NULL.length <= to && Arrays.equals(bytes, at, at + NULL.length, NULL, 0, NULL.length);
    }
}
