package dev.fulcrum.upstream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

/**
 * An error as OpenAI's API writes it.
 *
 * @param status HTTP status
 * @param message for the person who made the request
 * @param param the field that is wrong; null when there is none
 * @param code a word for programs; null when there is none
 */
record OpenAiError(int status, String message, String param, String code) implements ChatReading {

    /** The request's body cannot be used. */
    static OpenAiError badRequest(String message, String param) {
        return new OpenAiError(400, message, param, null);
    }

    Buffer body() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", param)
                .put("code", code);
        return Buffer.buffer(root.toString());
    }
}
