package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;
import java.util.List;

/** Writes answers in the model's place in the shapes of the Chat Completions API; safe to share between threads. */
final class ChatWriter {
    /**
     * An answer to be written.
     *
     * @param envelope id, model, time and usage of it
     * @param choices indices of its choices, each of which says the same
     * @param field field of the message that the text goes to, {@code content} or {@code refusal}; the other one is null
     * @param text what each choice says
     * @param finishReason why each choice ends
     * @param notice what is said about the rule
     * @param usageChunk whether a stream ends with a usage chunk
     */
    record Reply(
            ChatEnvelope envelope,
            List<Integer> choices,
            String field,
            String text,
            String finishReason,
            PolicyNotice notice,
            boolean usageChunk) {}

    private final JsonWriter writer;

    ChatWriter(JsonWriter writer) {
        this.writer = writer;
    }

    Written whole(Reply reply) {
        byte[] body = writer.object(json -> {
            reply.envelope().writeHead(json, "chat.completion");
            json.writeArrayFieldStart("choices");
            for (int choice : reply.choices()) {
                json.writeStartObject();
                json.writeNumberField("index", choice);
                json.writeObjectFieldStart("message");
                json.writeStringField("role", "assistant");
                said(json, reply);
                json.writeEndObject();
                ending(json, reply.finishReason());
                json.writeEndObject();
            }
            json.writeEndArray();
            reply.envelope().writeUsage(json);
            new PolicyObject(reply.notice()).write(json);
        });
        return new Written(200, "application/json", body);
    }

    Written stream(Reply reply) {
        EventWriter events = new EventWriter(writer);
        // All choices begin before the first one ends: clients take a stream for complete when every choice that they
        // have seen has ended.
        for (Step step : new Step[] {Step.ROLE, Step.TEXT, Step.ENDING}) {
            for (int choice : reply.choices()) {
                chunk(events, reply, json -> choice(json, choice, reply, step));
            }
        }
        end(events, reply);
        return events.written();
    }

    /**
     * A choice that a stream leaves open.
     *
     * @param begun whether the caller has seen something of it
     */
    record Open(int index, boolean begun) {}

    /** What ends a stream of which the caller has the beginning: one last chunk for each open choice, with the message as its refusal. */
    byte[] rest(ChatEnvelope envelope, List<Open> open, String message, PolicyNotice notice, boolean usageChunk) {
        Reply reply = new Reply(envelope, List.of(), "refusal", message, "content_filter", notice, usageChunk);
        EventWriter events = new EventWriter(writer);
        // All choices begin before the first one ends, for the same reason as below.
        for (Open choice : open) {
            if (!choice.begun()) {
                chunk(events, reply, json -> choice(json, choice.index(), reply, Step.ROLE));
            }
        }
        for (Open choice : open) {
            chunk(events, reply, json -> choice(json, choice.index(), reply, Step.LAST));
        }
        end(events, reply);
        return events.bytes();
    }

    private static void end(EventWriter events, Reply reply) {
        if (reply.usageChunk()) {
            chunk(events, reply, json -> {
                json.writeArrayFieldStart("choices");
                json.writeEndArray();
                reply.envelope().writeUsage(json);
            });
        }
        events.done();
    }

    private enum Step {
        ROLE,
        TEXT,
        ENDING,
        /** Text and ending in one. */
        LAST
    }

    private static void chunk(EventWriter events, Reply reply, JsonWriter.Fields fields) {
        events.data(json -> {
            reply.envelope().writeHead(json, "chat.completion.chunk");
            fields.write(json);
        });
    }

    private static void choice(JsonGenerator json, int choice, Reply reply, Step step) throws IOException {
        json.writeArrayFieldStart("choices");
        json.writeStartObject();
        json.writeNumberField("index", choice);
        json.writeObjectFieldStart("delta");
        if (step == Step.ROLE) {
            json.writeStringField("role", "assistant");
            json.writeStringField("content", reply.field().equals("content") ? "" : null);
        } else if (step == Step.TEXT || step == Step.LAST) {
            json.writeStringField(reply.field(), reply.text());
        }
        json.writeEndObject();
        boolean ends = step == Step.ENDING || step == Step.LAST;
        ending(json, ends ? reply.finishReason() : null);
        json.writeEndObject();
        json.writeEndArray();
        if (ends) {
            new PolicyObject(reply.notice()).write(json);
        }
    }

    private static void said(JsonGenerator json, Reply reply) throws IOException {
        boolean content = reply.field().equals("content");
        json.writeStringField("content", content ? reply.text() : null);
        json.writeStringField("refusal", content ? null : reply.text());
    }

    private static void ending(JsonGenerator json, String finishReason) throws IOException {
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", finishReason);
    }
}
