package dev.fulcrum.surface;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where runs of bytes end, eight bytes at a time.
 *
 * <p>Each search makes of eight bytes a word in which the highest bit of every byte that ends the run is set: a byte that is subtracted from
 * borrows that bit if it is smaller, or was made zero by comparing. A borrow may mark a byte behind one that is marked rightly, never the first,
 * which is all that is looked at.
 */
final class ByteRuns {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = EACH << 7;

    private ByteRuns() {}

    /** The first byte that a JSON string cannot hold as plain ASCII: a quote, a backslash, a control or one of a longer character; else {@code to}. */
    static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long ends = (word | (word - EACH * ' ') | zeros(word ^ EACH * '"') | zeros(word ^ EACH * '\\')) & HIGHEST;
            if (ends != 0) {
                return at + first(ends);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The first CR or LF; else {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        return either(bytes, from, to, (byte) '\n', (byte) '\r');
    }

    /** The first byte of this ASCII character; else {@code to}. */
    static int next(byte[] bytes, int from, int to, char ascii) {
        return either(bytes, from, to, (byte) ascii, (byte) ascii);
    }

    private static int either(byte[] bytes, int from, int to, byte one, byte other) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            // longer characters have the highest bit set as they come
            long ends = (zeros(word ^ EACH * one) | zeros(word ^ EACH * other)) & ~word & HIGHEST;
            if (ends != 0) {
                return at + first(ends);
            }
        }
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    /** Marks the bytes that are zero, and with them some that have the highest bit set. */
    private static long zeros(long word) {
        return word - EACH;
    }

    private static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
