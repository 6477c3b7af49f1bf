package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that come in pieces, of which there is mostly one: that is kept as it came. What is long is kept in blocks, since an array that grows is there
 * twice, and half empty. Not safe between threads.
 */
final class GatheredBytes {
    private static final int BLOCK = 1 << 20;

    private final List<byte[]> full = new ArrayList<>(0);
    private byte[] bytes = {};
    private int size;

    /** Adds a piece, which must not change afterwards. */
    void add(byte[] piece) {
        if (size == 0 && full.isEmpty()) {
            bytes = piece;
            size = piece.length;
            return;
        }
        Math.addExact(Math.multiplyExact(full.size(), BLOCK), Math.addExact(size, piece.length));
        int from = 0;
        while (from < piece.length) {
            if (size >= BLOCK) {
                split();
            }
            int more = Math.min(piece.length - from, BLOCK - size);
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(BLOCK, Math.max(size + more, 2 * size)));
            }
            System.arraycopy(piece, from, bytes, size, more);
            size += more;
            from += more;
        }
    }

    /** Puts away what fills blocks; a first piece may fill several. */
    private void split() {
        int at = 0;
        for (; size - at >= BLOCK; at += BLOCK) {
            full.add(
                    at == 0 && size == BLOCK && bytes.length == BLOCK
                            ? bytes
                            : Arrays.copyOfRange(bytes, at, at + BLOCK));
        }
        bytes = Arrays.copyOfRange(bytes, at, size);
        size -= at;
    }

    /** All pieces together; no copy if there is only one. */
    byte[] whole() {
        if (full.isEmpty()) {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
        byte[] whole = new byte[full.size() * BLOCK + size];
        for (int i = 0; i < full.size(); i++) {
            System.arraycopy(full.get(i), 0, whole, i * BLOCK, BLOCK);
        }
        System.arraycopy(bytes, 0, whole, full.size() * BLOCK, size);
        full.clear();
        bytes = whole;
        size = whole.length;
        return whole;
    }
}
