package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The error shape that all OpenAI surfaces share; safe to share between threads. */
final class OpenAiErrors implements ErrorShape {
    private final JsonWriter writer;

    OpenAiErrors(JsonWriter writer) {
        this.writer = writer;
    }

    @Override
    public Written error(int status, String type, String code, String param, String message) {
        return written(status, json -> fields(json, type, code, param, message));
    }

    @Override
    public Written blockedRequest(String message, PolicyNotice notice) {
        return written(400, json -> {
            fields(json, "policy_violation", "content_filter", null, message);
            new PolicyObject(notice).write(json);
        });
    }

    @Override
    public byte[] event(Written error) {
        String body = new String(error.body(), StandardCharsets.UTF_8);
        return ("data: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private Written written(int status, JsonWriter.Fields fields) {
        byte[] body = writer.object(json -> {
            json.writeObjectFieldStart("error");
            fields.write(json);
            json.writeEndObject();
        });
        return new Written(status, "application/json", body);
    }

    /** A null becomes JSON null: clients read all four fields. */
    private static void fields(JsonGenerator json, String type, String code, String param, String message)
            throws IOException {
        json.writeStringField("message", JsonWriter.sound(message));
        json.writeStringField("type", type);
        json.writeStringField("param", param == null ? null : JsonWriter.sound(param));
        json.writeStringField("code", code);
    }
}
