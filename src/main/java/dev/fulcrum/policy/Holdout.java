package dev.fulcrum.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Decides by hashing which conversations a rule leaves alone, so that the same ones are left alone every time. */
final class Holdout {
    private Holdout() {}

    /**
     * Whether a conversation belongs to a rule's holdout.
     *
     * @param subject the conversation's sticky key
     * @param share 0 to 1
     */
    static boolean contains(String rule, String subject, double share) {
        if (share <= 0) {
            return false;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(rule.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(subject.getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(digest.digest()).getLong() >>> 11;
            return bits * 0x1.0p-53 < share;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
