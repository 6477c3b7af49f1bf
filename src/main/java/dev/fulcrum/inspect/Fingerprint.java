package dev.fulcrum.inspect;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a text's UTF-16 units, under the inspector that asks.
 *
 * <p>UTF-16 rather than UTF-8, since UTF-8 turns every lone surrogate into the same question mark.
 *
 * @param inspector number of the inspector whose sightings are meant
 */
record Fingerprint(int inspector, long first, long second, long third, long fourth) {
    private static final int CHUNK = 4096;

    static Fingerprint of(int inspector, String text) {
        MessageDigest digest = sha256();
        byte[] bytes = new byte[2 * Math.min(CHUNK, text.length())];
        for (int from = 0; from < text.length(); from += CHUNK) {
            int count = Math.min(CHUNK, text.length() - from);
            for (int i = 0; i < count; i++) {
                char unit = text.charAt(from + i);
                bytes[2 * i] = (byte) (unit >> 8);
                bytes[2 * i + 1] = (byte) unit;
            }
            digest.update(bytes, 0, 2 * count);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(inspector, hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
