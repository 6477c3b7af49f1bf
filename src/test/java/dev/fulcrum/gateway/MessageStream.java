package dev.fulcrum.gateway;

import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Writes the events of Anthropic's Messages: one block after another. */
final class MessageStream {
    private final StringBuilder stream = new StringBuilder();
    private int block = -1;

    String write(List<Delta> deltas) {
        JsonObject usage = new JsonObject().put("input_tokens", 5).put("output_tokens", 1);
        JsonObject message = new JsonObject()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "m")
                .put("content", new JsonArray())
                .put("stop_reason", null)
                .put("stop_sequence", null)
                .put("usage", usage);
        event("message_start", new JsonObject().put("message", message));
        Delta before = null;
        for (Delta delta : deltas) {
            if (!delta.continues(before)) {
                stop();
                begin(delta.call());
            }
            before = delta;
            event("content_block_delta", new JsonObject().put("index", block).put("delta", more(delta)));
        }
        stop();
        JsonObject ended = new JsonObject().put("stop_reason", "end_turn").put("stop_sequence", null);
        event("message_delta", new JsonObject().put("delta", ended).put("usage", usage));
        event("message_stop", new JsonObject());
        return stream.toString();
    }

    private static JsonObject more(Delta delta) {
        return delta.call()
                ? new JsonObject().put("type", "input_json_delta").put("partial_json", delta.text())
                : new JsonObject().put("type", "text_delta").put("text", delta.text());
    }

    private void begin(boolean call) {
        block++;
        JsonObject content = call
                ? new JsonObject()
                        .put("type", "tool_use")
                        .put("id", "toolu_" + block)
                        .put("name", "look_up")
                        .put("input", new JsonObject())
                : new JsonObject().put("type", "text").put("text", "");
        event("content_block_start", new JsonObject().put("index", block).put("content_block", content));
    }

    private void stop() {
        if (block >= 0) {
            event("content_block_stop", new JsonObject().put("index", block));
        }
    }

    private void event(String type, JsonObject data) {
        JsonObject event = new JsonObject().put("type", type).mergeIn(data);
        stream.append("event: ")
                .append(type)
                .append("\ndata: ")
                .append(event.encode())
                .append("\n\n");
    }
}
