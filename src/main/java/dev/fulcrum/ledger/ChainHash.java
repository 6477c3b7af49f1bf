package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash that ties an entry to the one before it.
 *
 * <p>SHA-256 of: the byte 1 (this layout's version), the previous entry's hash (32 bytes, zeros before the first), seq and
 * at (8 bytes each), then kind, exchange, app, outcome and body, each as its UTF-8 bytes after their number (4 bytes);
 * an absent one has the length −1. All numbers are big-endian. The lengths keep text from being moved between fields.
 * Not thread-safe.
 */
final class ChainHash {
    static final int BYTES = 32;

    private final MessageDigest sha256;
    private final ByteBuffer numbers = ByteBuffer.allocate(1 + BYTES + Long.BYTES + Long.BYTES);
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    ChainHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The columns that the hash covers, apart from the body. */
    record Columns(long seq, String kind, String exchange, long at, String app, String outcome) {}

    byte[] of(byte[] previous, Columns columns, byte[] body, int bodyBytes) {
        numbers.clear();
        numbers.put((byte) 1).put(previous).putLong(columns.seq()).putLong(columns.at());
        sha256.update(numbers.array());
        text(columns.kind());
        text(columns.exchange());
        text(columns.app());
        text(columns.outcome());
        bytes(body, bodyBytes);
        return sha256.digest();
    }

    private void text(String text) {
        if (text == null) {
            sha256.update(length.clear().putInt(-1).array());
        } else {
            byte[] bytes = text.getBytes(UTF_8);
            bytes(bytes, bytes.length);
        }
    }

    private void bytes(byte[] bytes, int count) {
        sha256.update(length.clear().putInt(count).array());
        sha256.update(bytes, 0, count);
    }
}
