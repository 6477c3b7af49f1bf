package dev.fulcrum.surface;

import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.JsonDocument.Kind;

/**
 * What a Messages answer says about itself.
 *
 * @param id its id; empty when unknown
 * @param model the model that answered; empty when unknown
 * @param stopReason why it ended; empty when unknown
 * @param inputTokens of the prompt apart from the cache; 0 when unknown
 * @param cachedTokens of the prompt, written to or read from the cache
 * @param outputTokens of the answer so far
 */
record MessagesEnvelope(
        String id, String model, String stopReason, long inputTokens, long cachedTokens, long outputTokens) {
    static final MessagesEnvelope UNKNOWN = new MessagesEnvelope("", "", "", 0, 0, 0);

    /** This envelope with what an object of the answer adds: the last word counts. */
    MessagesEnvelope with(JsonDocument document, int holder) {
        int usage = document.member(holder, "usage");
        boolean counted = document.is(Kind.OBJECT, usage);
        long written = count(document, usage, "cache_creation_input_tokens", -1);
        long read = count(document, usage, "cache_read_input_tokens", -1);
        boolean cached = written >= 0 || read >= 0;
        return new MessagesEnvelope(
                said(document, holder, "id", id),
                said(document, holder, "model", model),
                said(document, holder, "stop_reason", stopReason),
                counted ? count(document, usage, "input_tokens", inputTokens) : inputTokens,
                cached ? Math.max(0, written) + Math.max(0, read) : cachedTokens,
                counted ? count(document, usage, "output_tokens", outputTokens) : outputTokens);
    }

    private static String said(JsonDocument document, int holder, String name, String otherwise) {
        String text = document.textOrEmpty(document.member(holder, name));
        return text.isEmpty() ? otherwise : text;
    }

    private static long count(JsonDocument document, int usage, String name, long otherwise) {
        return Math.max(Math.min(otherwise, 0), document.whole(document.member(usage, name), otherwise));
    }

    Tokens tokens() {
        return new Tokens(inputTokens + cachedTokens, outputTokens);
    }
}
