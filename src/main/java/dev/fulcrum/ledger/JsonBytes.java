package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * JSON as UTF-8 bytes, written without blanks into room that is used again and again; commas set themselves.
 *
 * <p>A general writer spends more on an entry than the database does. What stands before a value tells whether a comma is due:
 * none after a bracket that opens, or after a colon. Not thread-safe.
 */
final class JsonBytes {
    private static final int FIRST_ROOM = 4096;
    /** More is let go again, so that one long entry does not hold memory for good. */
    private static final int KEPT_ROOM = 1 << 18;
    /** Of an escape. */
    private static final int MOST_BYTES_A_CHARACTER = 6;
    /** Of a {@code long}, with its sign. */
    private static final int MOST_DIGITS = 20;

    private static final int MILLION = 1_000_000;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[FIRST_ROOM];
    private int count;

    /** Begins anew. */
    void clear() {
        count = 0;
        if (bytes.length > KEPT_ROOM) {
            bytes = new byte[FIRST_ROOM];
        }
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, count);
    }

    void open(char bracket) {
        separate();
        bytes[count++] = (byte) bracket;
    }

    void close(char bracket) {
        room(1);
        bytes[count++] = (byte) bracket;
    }

    void name(JsonName name) {
        byte[] from = name.bytes();
        room(from.length);
        int comma = bytes[count - 1] == '{' ? 1 : 0;
        System.arraycopy(from, comma, bytes, count, from.length - comma);
        count += from.length - comma;
    }

    /** Writes a name that is not known beforehand. */
    void name(String name) {
        string(name);
        room(1);
        bytes[count++] = ':';
    }

    /**
     * Writes text; what lies beyond U+FFFF as two escapes, as entries have always had it. A surrogate without its other half, which
     * callers can send in JSON, becomes U+FFFD.
     */
    void string(String text) {
        separate();
        room(Math.addExact(Math.multiplyExact(MOST_BYTES_A_CHARACTER, text.length()), 2));
        byte[] to = bytes;
        int at = count;
        to[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80 && unit >= ' ' && unit != '"' && unit != '\\') {
                to[at++] = (byte) unit;
            } else if (unit < 0x80) {
                at = escaped(unit, at);
            } else if (!Character.isSurrogate(unit)) {
                at = encoded(unit, at);
            } else if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                at = hexadecimal(unit, at);
                i++;
                at = hexadecimal(text.charAt(i), at);
            } else {
                at = encoded(REPLACEMENT, at);
            }
        }
        to[at++] = '"';
        count = at;
    }

    void number(long value) {
        separate();
        room(MOST_DIGITS);
        if (value < 0) {
            ascii(Long.toString(value));
        } else if (value < 1000) {
            small((int) value);
        } else {
            int length = 4;
            for (long rest = value / 1000; rest >= 10; rest /= 10) {
                length++;
            }
            digits(value, length);
        }
    }

    /** Most numbers of an entry are places in a text. */
    private void small(int value) {
        if (value >= 100) {
            bytes[count++] = (byte) ('0' + value / 100);
        }
        if (value >= 10) {
            bytes[count++] = (byte) ('0' + value / 10 % 10);
        }
        bytes[count++] = (byte) ('0' + value % 10);
    }

    /** Writes a number as Java does, such as {@code 0.7} or {@code 1.0}; what is no number in quotes. */
    void number(double value) {
        long thousandths = Math.round(value * 1000);
        boolean few = thousandths >= 0 && thousandths < 1_000_000;
        if (few && Double.doubleToRawLongBits(thousandths / 1000.0) == Double.doubleToRawLongBits(value)) {
            separate();
            decimal((int) thousandths);
        } else if (Double.isFinite(value)) {
            separate();
            ascii(Double.toString(value));
        } else {
            string(Double.toString(value));
        }
    }

    /** Nearly all scores have a decimal or two. */
    private void decimal(int thousandths) {
        room(MOST_DIGITS);
        small(thousandths / 1000);
        bytes[count++] = '.';
        int rest = thousandths % 1000;
        do {
            bytes[count++] = (byte) ('0' + rest / 100);
            rest = rest % 100 * 10;
        } while (rest > 0);
    }

    /** Writes a number of millionths with all of its six decimals, such as {@code 0.105300}. */
    void millionths(long value) {
        separate();
        if (value < 0) {
            ascii("-");
        }
        ascii(Long.toString(Math.abs(value / MILLION)));
        ascii(".");
        digits(Math.abs(value % MILLION), 6);
    }

    void bool(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    /** Writes a value, or fields, that are JSON already. */
    void raw(byte[] json) {
        separate();
        plain(json, json.length);
    }

    /** Writes part of a value: ASCII that needs no escape, without a comma before it. */
    void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[count++] = (byte) text.charAt(i);
        }
    }

    /** Writes part of a value: bytes as they are. */
    void plain(byte[] from, int length) {
        room(length);
        System.arraycopy(from, 0, bytes, count, length);
        count += length;
    }

    /** Writes part of a value: the last {@code length} digits, with zeros in front where there are fewer. */
    void digits(long value, int length) {
        room(length);
        long rest = value;
        for (int at = count + length - 1; at >= count; at--) {
            long tens = rest / 10;
            bytes[at] = (byte) ('0' + rest - 10 * tens);
            rest = tens;
        }
        count += length;
    }

    /** Writes a comma where one is due, and leaves room for a byte more. */
    void separate() {
        room(2);
        if (count > 0) {
            byte last = bytes[count - 1];
            if (last != '{' && last != '[' && last != ':') {
                bytes[count++] = ',';
            }
        }
    }

    private int escaped(char unit, int from) {
        int letter = "\b\t\n\f\r\"\\".indexOf(unit);
        if (letter < 0) {
            return hexadecimal(unit, from);
        }
        bytes[from] = '\\';
        bytes[from + 1] = (byte) "btnfr\"\\".charAt(letter);
        return from + 2;
    }

    private int hexadecimal(char unit, int from) {
        int at = from;
        bytes[at++] = '\\';
        bytes[at++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[at++] = HEX[(unit >> shift) & 0xF];
        }
        return at;
    }

    private int encoded(char unit, int from) {
        int at = from;
        if (unit < 0x800) {
            bytes[at++] = (byte) (0xC0 | (unit >> 6));
        } else {
            bytes[at++] = (byte) (0xE0 | (unit >> 12));
            bytes[at++] = (byte) (0x80 | ((unit >> 6) & 0x3F));
        }
        bytes[at++] = (byte) (0x80 | (unit & 0x3F));
        return at;
    }

    private void room(int more) {
        if (bytes.length - count < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(count, more)));
        }
    }
}
