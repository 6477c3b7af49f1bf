package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;

/** Writes answers in the model's place in the shapes of the Responses API; safe to share between threads. */
final class ResponsesWriter {

    /**
     * An answer to be written.
     *
     * @param envelope id, model, time, settings and usage of it
     * @param type of the content part that says the text: {@code output_text} or {@code refusal}
     * @param text what it says
     * @param status {@code completed}, or {@code incomplete} for one that was filtered
     * @param notice what is said about the rule
     */
    record Reply(ResponsesEnvelope envelope, String type, String text, String status, PolicyNotice notice) {
        String messageId() {
            return "msg_" + notice.exchange();
        }
    }

    private final JsonWriter writer;

    ResponsesWriter(JsonWriter writer) {
        this.writer = writer;
    }

    Written whole(Reply reply) {
        byte[] body = writer.object(json -> {
            ResponsesShapes.head(json, reply.envelope(), reply.status());
            json.writeArrayFieldStart("output");
            message(json, reply);
            json.writeEndArray();
            new PolicyObject(reply.notice()).write(json);
        });
        return new Written(200, "application/json", body);
    }

    private static void message(JsonGenerator json, Reply reply) throws IOException {
        ResponsesShapes.message(json, reply.messageId(), reply.status());
        ResponsesShapes.contentPart(json, reply.type(), reply.text());
        ResponsesShapes.messageEnd(json);
    }

    Written stream(Reply reply) {
        byte[] events = rest(new ResponsesDraft(false, new ReleaseGate()), 0, reply);
        return new Written(200, "text/event-stream", events);
    }

    /** What ends a stream of which the caller has the beginning: its open items end, and the text comes behind what was released. */
    byte[] rest(ResponsesDraft draft, int released, Reply reply) {
        if (draft.endedBefore(released)) {
            return new byte[0];
        }
        return new ResponsesRest(writer, draft, released, reply).write();
    }
}
