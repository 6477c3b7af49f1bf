package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.io.IOException;

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
        UsageReport told = new UsageReport(document, reported);
        boolean counted = document.is(Kind.OBJECT, reported) && (usage.isEmpty() || told.counts());
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
                counted ? told.tokens() : tokens);
    }

    /** This envelope, safe to write, with an id and a model where it tells none. */
    ChatEnvelope orElse(String otherId, String otherModel) {
        return new ChatEnvelope(
                id.isEmpty() ? otherId : JsonWriter.sound(id),
                model.isEmpty() ? otherModel : JsonWriter.sound(model),
                Math.max(0, created),
                usage,
                tokens);
    }

    /** Whether a stream that answers a request ends with a chunk that tells this usage. */
    boolean usageFor(SurfaceRequest request) {
        return ParsedRequest.includesUsage(request) && !usage.isEmpty();
    }

    /** Writes the fields of a whole answer, or of a chunk, up to its choices. */
    void writeHead(JsonGenerator json, String object) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("object", object);
        json.writeNumberField("created", created);
        json.writeStringField("model", model);
    }

    void writeUsage(JsonGenerator json) throws IOException {
        if (!usage.isEmpty()) {
            json.writeFieldName("usage");
            json.writeRawValue(usage);
        }
    }
}
