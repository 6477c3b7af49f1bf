package dev.fulcrum.inspect;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Makes {@link Fingerprint}s, with what costs as much to get as a short text's hash. It keeps no text alive. Not thread-safe.
 *
 * <p>A text is hashed in stretches of {@value #STRETCH} UTF-16 units, the last one shorter: each a byte that says how wide its units are, then as many
 * bytes for each unit as its highest one takes. No two texts become the same bytes.
 */
final class TextHash {
    private static final int STRETCH = 1024;
    private static final byte NARROW = 1;
    private static final byte WIDE = 2;
    private static final int HASH_BYTES = 32;

    /** Several readers of an exchange ask for the same text. */
    private static final int LATEST = 4;

    private final Hashed[] latest = new Hashed[LATEST];
    private int next;
    private final MessageDigest digest = sha256();
    private final char[] units = new char[STRETCH];
    private final byte[] bytes = new byte[1 + 2 * STRETCH];
    private final ByteBuffer read = ByteBuffer.wrap(bytes);
    /** Several units in one step of the processor. */
    private final CharsetEncoder narrowing = StandardCharsets.ISO_8859_1.newEncoder();

    private final CharBuffer from = CharBuffer.wrap(units);
    private final ByteBuffer to = ByteBuffer.wrap(bytes);

    /** A text that was hashed a moment ago, for as long as somebody else has it. */
    private static final class Hashed extends WeakReference<String> {
        private final Fingerprint fingerprint;

        Hashed(String text, Fingerprint fingerprint) {
            super(text);
            this.fingerprint = fingerprint;
        }
    }

    Fingerprint of(int inspector, String text) {
        for (Hashed known : latest) {
            if (known != null && known.refersTo(text)) {
                return known.fingerprint.under(inspector);
            }
        }
        Fingerprint fingerprint = hash(inspector, text);
        latest[next] = new Hashed(text, fingerprint);
        next = (next + 1) % LATEST;
        return fingerprint;
    }

    private Fingerprint hash(int inspector, String text) {
        for (int start = 0; start < text.length(); start += STRETCH) {
            int count = Math.min(STRETCH, text.length() - start);
            text.getChars(start, start + count, units, 0);
            int written = narrow(count) ? 1 + count : widen(count);
            digest.update(bytes, 0, written);
            Arrays.fill(units, 0, count, (char) 0);
            Arrays.fill(bytes, 0, written, (byte) 0);
        }
        finish();
        return new Fingerprint(inspector, read.getLong(0), read.getLong(8), read.getLong(16), read.getLong(24));
    }

    private boolean narrow(int count) {
        bytes[0] = NARROW;
        from.position(0).limit(count);
        to.position(1);
        return narrowing.reset().encode(from, to, true).isUnderflow();
    }

    private int widen(int count) {
        bytes[0] = WIDE;
        for (int i = 0; i < count; i++) {
            bytes[1 + 2 * i] = (byte) (units[i] >> Byte.SIZE);
            bytes[2 + 2 * i] = (byte) units[i];
        }
        return 1 + 2 * count;
    }

    private void finish() {
        try {
            digest.digest(bytes, 0, HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 has " + HASH_BYTES + " bytes", e);
        }
        // the last block of the text is still there
        digest.reset();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
