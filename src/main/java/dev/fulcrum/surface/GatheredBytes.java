package dev.fulcrum.surface;

import java.util.Arrays;

/** Bytes that come in pieces, of which there is mostly one: that is kept as it came. Not safe between threads. */
final class GatheredBytes {
    private byte[] bytes = {};
    private int size;

    /** Adds a piece, which must not change afterwards. */
    void add(byte[] piece) {
        if (size == 0) {
            bytes = piece;
            size = piece.length;
            return;
        }
        int needed = Math.addExact(size, piece.length);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * size, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(piece, 0, bytes, size, piece.length);
        size = needed;
    }

    /** All pieces together; no copy if there is only one. */
    byte[] whole() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
