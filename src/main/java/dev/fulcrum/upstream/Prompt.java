package dev.fulcrum.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a model is asked in a request, as a hash: two requests that differ in how they ask alone, such as in their temperature or their user, have the same. */
final class Prompt {
    private static final List<String> ASKED =
            List.of("model", "system", "instructions", "messages", "input", "prompt", "suffix", "tools");

    /** Longer bodies are told apart by their bytes: reading them again would hold an event loop up. */
    private static final int LONG_BYTES = 256 * 1024;

    private Prompt() {}

    static String of(Buffer body) {
        return hash(body.length() > LONG_BYTES ? body.getBytes() : asked(body));
    }

    private static byte[] asked(Buffer body) {
        try {
            JsonObject request = new JsonObject(body);
            JsonObject asked = new JsonObject();
            for (String field : ASKED) {
                if (request.containsKey(field)) {
                    asked.put(field, request.getValue(field));
                }
            }
            return asked.isEmpty() ? body.getBytes() : asked.encode().getBytes(StandardCharsets.UTF_8);
        } catch (DecodeException | ClassCastException notJson) {
            return body.getBytes();
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
