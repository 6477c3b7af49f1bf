package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.nio.charset.StandardCharsets;

/** The error shape of Anthropic's API; safe to share between threads. */
final class AnthropicErrors implements ErrorShape {
    private final JsonWriter writer;

    AnthropicErrors(JsonWriter writer) {
        this.writer = writer;
    }

    @Override
    public Written error(int status, String type, String code, String param, String message) {
        return written(status, json -> {
            json.writeStringField("type", type(status));
            json.writeStringField("message", JsonWriter.sound(message));
        });
    }

    @Override
    public Written blockedRequest(String message, PolicyNotice notice) {
        return written(400, json -> {
            json.writeStringField("type", type(400));
            json.writeStringField("message", JsonWriter.sound(message));
            new PolicyObject(notice).write(json);
        });
    }

    @Override
    public byte[] event(Written error) {
        String body = new String(error.body(), StandardCharsets.UTF_8);
        return ("event: error\ndata: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private Written written(int status, JsonWriter.Fields fields) {
        byte[] body = writer.object(json -> {
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            fields.write(json);
            json.writeEndObject();
        });
        return new Written(status, "application/json", body);
    }

    /** The types that clients know, by status. */
    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
