package dev.fulcrum.surface;

import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.JsonDocument.Kind;

/**
 * What a Chat Completions answer says about itself.
 *
 * @param id its id; empty when unknown
 * @param model the model that answered; empty when unknown
 * @param created seconds since 1970; negative when unknown
 * @param usage the usage object as it was written; empty when unknown
 * @param tokens the usage
 */
record ChatEnvelope(String id, String model, long created, String usage, Tokens tokens) {
    static final ChatEnvelope UNKNOWN = new ChatEnvelope("", "", -1, "", Tokens.NONE);

    /**
     * This envelope with what another chunk, or the whole answer, adds: the first id, model and time that say anything, the last usage. Azure's
     * first chunk has an empty id and model.
     */
    ChatEnvelope with(JsonDocument document) {
        int reported = document.member(0, "usage");
        boolean counted = document.is(Kind.OBJECT, reported);
        if (!counted && !id.isEmpty() && !model.isEmpty() && created > 0) {
            return this;
        }
        return new ChatEnvelope(
                id.isEmpty() ? document.textOrEmpty(document.member(0, "id")) : id,
                model.isEmpty() ? document.textOrEmpty(document.member(0, "model")) : model,
                created > 0 ? created : document.whole(document.member(0, "created"), -1),
                counted
                        ? document.written(document.start(reported), document.end(reported))
                                .replace('\r', ' ')
                                .replace('\n', ' ')
                        : usage,
                counted ? tokens(document, reported) : tokens);
    }

    private static Tokens tokens(JsonDocument document, int usage) {
        return new Tokens(
                Math.max(0, document.whole(document.member(usage, "prompt_tokens"), 0)),
                Math.max(0, document.whole(document.member(usage, "completion_tokens"), 0)));
    }
}
