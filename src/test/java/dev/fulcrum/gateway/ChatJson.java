package dev.fulcrum.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Requests and answers of Chat Completions, written down by hand. */
final class ChatJson {
    private ChatJson() {}

    static JsonObject message(String role, Object content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    static String chat(JsonObject... messages) {
        return new JsonObject()
                .put("model", "m")
                .put("messages", new JsonArray(List.of(messages)))
                .encode();
    }

    /** An endpoint that answers with these choices. */
    static ScriptedUpstream answering(String... choices) {
        return ScriptedUpstream.answering(
                200, "application/json", answer(choices).encode());
    }

    static JsonObject answer(String... choices) {
        JsonArray all = new JsonArray();
        for (String text : choices) {
            all.add(new JsonObject()
                    .put("index", all.size())
                    .put("message", message("assistant", text))
                    .put("finish_reason", "stop"));
        }
        return new JsonObject()
                .put("id", "c")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "m")
                .put("choices", all);
    }
}
