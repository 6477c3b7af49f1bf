package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * An answer as it went to a caller, to be given again.
 *
 * @param exchange that it was the answer of
 * @param headers those that Fulcrum sets, and the content type; not to be changed
 * @param body empty when it was too long to be kept
 */
record KeptAnswer(
        String exchange,
        Outcome outcome,
        int status,
        MultiMap headers,
        Optional<byte[]> body,
        Optional<String> caseId,
        String answerClass,
        String finishReason) {
    private static final int OVERHEAD_BYTES = 2048;

    /** About how many bytes of memory it takes. */
    int weight() {
        return OVERHEAD_BYTES + body.map(bytes -> bytes.length).orElse(0);
    }
}
