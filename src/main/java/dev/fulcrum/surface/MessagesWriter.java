package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;

/** Writes answers in the model's place in the shapes of the Messages API; safe to share between threads. */
final class MessagesWriter {

    /**
     * An answer to be written.
     *
     * @param envelope id, model, reason of the end and usage
     * @param text what it says; nothing more was said before
     * @param notice what is said about the rule
     */
    record Reply(MessagesEnvelope envelope, String text, PolicyNotice notice) {}

    private final JsonWriter writer;

    MessagesWriter(JsonWriter writer) {
        this.writer = writer;
    }

    Written whole(Reply reply) {
        byte[] body = writer.object(json -> {
            head(json, reply.envelope());
            json.writeArrayFieldStart("content");
            json.writeStartObject();
            json.writeStringField("type", "text");
            json.writeStringField("text", reply.text());
            json.writeEndObject();
            json.writeEndArray();
            stop(json, reply.envelope().stopReason());
            usage(json, reply.envelope());
            new PolicyObject(reply.notice()).write(json);
        });
        return new Written(200, "application/json", body);
    }

    Written stream(Reply reply) {
        EventWriter events = new EventWriter(writer);
        start(events, reply.envelope());
        events.event("content_block_start", json -> {
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("content_block");
            json.writeStringField("type", "text");
            json.writeStringField("text", "");
            json.writeEndObject();
        });
        events.event("content_block_delta", json -> {
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("delta");
            json.writeStringField("type", "text_delta");
            json.writeStringField("text", reply.text());
            json.writeEndObject();
        });
        stopBlock(events, 0);
        end(events, reply);
        return events.written();
    }

    /** What ends a stream of which the caller has the beginning. */
    byte[] rest(MessagesDraft draft, int released, Reply reply) {
        EventWriter events = new EventWriter(writer);
        if (draft.stoppedBefore(released)) {
            return events.bytes();
        }
        if (!draft.begunBefore(released)) {
            start(events, reply.envelope());
        }
        for (MessagesBlock block : draft.blocks()) {
            if (block.openAt(released)) {
                stopBlock(events, block.index());
            }
        }
        if (draft.reasonBefore(released)) {
            stopMessage(events);
        } else {
            end(events, reply);
        }
        return events.bytes();
    }

    private static void start(EventWriter events, MessagesEnvelope envelope) {
        events.event("message_start", json -> {
            json.writeObjectFieldStart("message");
            head(json, envelope);
            json.writeArrayFieldStart("content");
            json.writeEndArray();
            stop(json, null);
            usage(json, envelope);
            json.writeEndObject();
        });
    }

    private static void stopBlock(EventWriter events, long index) {
        events.event("content_block_stop", json -> json.writeNumberField("index", index));
    }

    private static void end(EventWriter events, Reply reply) {
        events.event("message_delta", json -> {
            json.writeObjectFieldStart("delta");
            stop(json, reply.envelope().stopReason());
            if (reply.envelope().stopReason().equals(AnthropicMessages.REFUSAL)) {
                refusal(json, reply.text());
            }
            json.writeEndObject();
            usage(json, reply.envelope());
            new PolicyObject(reply.notice()).write(json);
        });
        stopMessage(events);
    }

    /** Where newer clients look for what they can tell their user; older ones pass it over. */
    private static void refusal(JsonGenerator json, String explanation) throws IOException {
        json.writeObjectFieldStart("stop_details");
        json.writeStringField("type", AnthropicMessages.REFUSAL);
        json.writeNullField("category");
        json.writeStringField("explanation", explanation);
        json.writeEndObject();
    }

    private static void stopMessage(EventWriter events) {
        events.event("message_stop", json -> {});
    }

    private static void head(JsonGenerator json, MessagesEnvelope envelope) throws IOException {
        json.writeStringField("id", envelope.id());
        json.writeStringField("type", "message");
        json.writeStringField("role", "assistant");
        json.writeStringField("model", envelope.model());
    }

    private static void stop(JsonGenerator json, String reason) throws IOException {
        json.writeStringField("stop_reason", reason);
        json.writeNullField("stop_sequence");
    }

    private static void usage(JsonGenerator json, MessagesEnvelope envelope) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", envelope.inputTokens());
        json.writeNumberField("output_tokens", envelope.outputTokens());
        json.writeEndObject();
    }
}
