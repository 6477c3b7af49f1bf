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
    /** All that comes before the body, put together first: a call of the digest costs as much as hashing a short text. */
    private ByteBuffer head = ByteBuffer.allocate(512);

    ChainHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The columns that the hash covers, apart from the body. */
    record Columns(long seq, String kind, String exchange, long at, String app, String outcome) {}

    byte[] of(byte[] previous, Columns columns, byte[] body) {
        head.clear();
        head.put((byte) 1).put(previous).putLong(columns.seq()).putLong(columns.at());
        text(columns.kind());
        text(columns.exchange());
        text(columns.app());
        text(columns.outcome());
        room(Integer.BYTES);
        head.putInt(body.length);
        sha256.update(head.array(), 0, head.position());
        sha256.update(body);
        return sha256.digest();
    }

    private void text(String text) {
        if (text == null) {
            room(Integer.BYTES);
            head.putInt(-1);
        } else {
            byte[] bytes = text.getBytes(UTF_8);
            room(Integer.BYTES + bytes.length);
            head.putInt(bytes.length).put(bytes);
        }
    }

    private void room(int more) {
        if (head.remaining() < more) {
            head = ByteBuffer.allocate(2 * (head.position() + more)).put(head.flip());
        }
    }
}
