package dev.fulcrum.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a JSON value says, without how it is written: equal for values that differ only in blanks, escapes, the order of
 * an object's keys, or the spelling of a number ({@code 1}, {@code 1.0}, {@code 10e-1}).
 *
 * <p>The first 128 bits of SHA-256 over tagged, length-prefixed pieces.
 */
record JsonFingerprint(long high, long low) {

    static JsonFingerprint of(JsonNode value) {
        MessageDigest digest = sha256();
        feed(digest, value);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new JsonFingerprint(hash.getLong(), hash.getLong());
    }

    /** As a number to draw from. */
    long seed() {
        return high ^ low;
    }

    private static void feed(MessageDigest digest, JsonNode value) {
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            open(digest, 'o', sorted.size());
            sorted.forEach((key, member) -> {
                text(digest, 'k', key);
                feed(digest, member);
            });
        } else if (value.isArray()) {
            open(digest, 'a', value.size());
            value.forEach(element -> feed(digest, element));
        } else if (value.isNumber()) {
            text(digest, 'n', canonical(value));
        } else if (value.isTextual()) {
            text(digest, 's', value.textValue());
        } else {
            text(digest, 'l', value.isMissingNode() ? "null" : value.asText());
        }
    }

    private static String canonical(JsonNode number) {
        BigDecimal stripped = number.decimalValue().stripTrailingZeros();
        return stripped.unscaledValue() + "e" + -(long) stripped.scale();
    }

    private static void text(MessageDigest digest, char tag, String text) {
        ByteBuffer units = ByteBuffer.allocate(Math.multiplyExact(text.length(), Character.BYTES));
        units.asCharBuffer().put(text); // UTF-16 units as they are: an encoder would make all lone surrogates one
        open(digest, tag, units.capacity());
        digest.update(units);
    }

    private static void open(MessageDigest digest, char tag, int size) {
        digest.update((byte) tag);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, size));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
