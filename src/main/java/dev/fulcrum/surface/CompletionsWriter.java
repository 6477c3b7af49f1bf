package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;
import java.util.List;

/** Writes answers in the model's place in the shapes of the Completions API; safe to share between threads. */
final class CompletionsWriter {
    private static final String OBJECT = "text_completion";

    /**
     * An answer to be written.
     *
     * @param choices indices of its choices, each of which says the same
     * @param usageChunk whether a stream ends with a usage chunk
     */
    record Reply(
            ChatEnvelope envelope,
            List<Integer> choices,
            String text,
            String finishReason,
            PolicyNotice notice,
            boolean usageChunk) {}

    private final JsonWriter writer;

    CompletionsWriter(JsonWriter writer) {
        this.writer = writer;
    }

    Written whole(Reply reply) {
        byte[] body = writer.object(json -> {
            reply.envelope().writeHead(json, OBJECT);
            json.writeArrayFieldStart("choices");
            for (int choice : reply.choices()) {
                choice(json, choice, reply);
            }
            json.writeEndArray();
            reply.envelope().writeUsage(json);
            new PolicyObject(reply.notice()).write(json);
        });
        return new Written(200, "application/json", body);
    }

    Written stream(Reply reply) {
        EventWriter events = new EventWriter(writer);
        for (int choice : reply.choices()) {
            events.data(json -> {
                reply.envelope().writeHead(json, OBJECT);
                json.writeArrayFieldStart("choices");
                choice(json, choice, reply);
                json.writeEndArray();
                new PolicyObject(reply.notice()).write(json);
            });
        }
        if (reply.usageChunk()) {
            events.data(json -> {
                reply.envelope().writeHead(json, OBJECT);
                json.writeArrayFieldStart("choices");
                json.writeEndArray();
                reply.envelope().writeUsage(json);
            });
        }
        return events.done().written();
    }

    private static void choice(JsonGenerator json, int index, Reply reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", reply.text());
        json.writeNumberField("index", index);
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", reply.finishReason());
        json.writeEndObject();
    }
}
