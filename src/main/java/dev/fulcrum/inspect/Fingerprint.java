package dev.fulcrum.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a text, under the inspector that asks.
 *
 * <p>Of its UTF-8; a text with surrogates goes by its UTF-16 units, since UTF-8 turns every lone one into the same question mark.
 *
 * @param inspector number of the inspector whose sightings are meant
 */
record Fingerprint(int inspector, long first, long second, long third, long fourth) {
    private static final MessageDigest SHA_256 = sha256();

    static Fingerprint of(int inspector, String text) {
        MessageDigest digest = fresh();
        if (hasSurrogates(text)) {
            ByteBuffer units = ByteBuffer.allocate(1 + 2 * text.length()).put((byte) 16);
            units.asCharBuffer().put(text);
            digest.update(units.array());
        } else {
            digest.update((byte) 8);
            digest.update(text.getBytes(UTF_8));
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(inspector, hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A copy, since looking the algorithm up takes as long as a short text. */
    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
