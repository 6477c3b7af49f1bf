package dev.fulcrum.gateway;

import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Writes the events of OpenAI's Responses, which say every text again and again: one item after another. */
final class ResponseStream {
    private final StringBuilder stream = new StringBuilder();
    private final JsonArray output = new JsonArray();
    private final StringBuilder text = new StringBuilder();
    private int number;
    private boolean call;

    String write(List<Delta> deltas) {
        event("response.created", new JsonObject().put("response", response("in_progress", new JsonArray())));
        Delta before = null;
        for (Delta delta : deltas) {
            if (!delta.continues(before)) {
                end(before);
                begin(delta);
            }
            before = delta;
            text.append(delta.text());
            event(
                    call ? "response.function_call_arguments.delta" : "response.output_text.delta",
                    place().put("delta", delta.text()).put("logprobs", new JsonArray()));
        }
        end(before);
        event("response.completed", new JsonObject().put("response", response("completed", output)));
        return stream.toString();
    }

    private JsonObject place() {
        JsonObject place =
                new JsonObject().put("item_id", "item_" + output.size()).put("output_index", output.size());
        return call ? place : place.put("content_index", 0);
    }

    private void begin(Delta delta) {
        call = delta.call();
        text.setLength(0);
        event(
                "response.output_item.added",
                new JsonObject().put("output_index", output.size()).put("item", item("in_progress", "", false)));
        if (!call) {
            event("response.content_part.added", place().put("part", part("")));
        }
    }

    private void end(Delta before) {
        if (before == null) {
            return;
        }
        String all = text.toString();
        if (call) {
            event(
                    "response.function_call_arguments.done",
                    place().put("name", "look_up").put("arguments", all));
        } else {
            event("response.output_text.done", place().put("text", all).put("logprobs", new JsonArray()));
            event("response.content_part.done", place().put("part", part(all)));
        }
        JsonObject item = item("completed", all, true);
        event(
                "response.output_item.done",
                new JsonObject().put("output_index", output.size()).put("item", item));
        output.add(item);
    }

    private static JsonObject part(String text) {
        return new JsonObject()
                .put("type", "output_text")
                .put("annotations", new JsonArray())
                .put("logprobs", new JsonArray())
                .put("text", text);
    }

    private JsonObject item(String status, String said, boolean whole) {
        JsonObject item = new JsonObject().put("id", "item_" + output.size()).put("status", status);
        return call
                ? item.put("type", "function_call")
                        .put("call_id", "call_" + output.size())
                        .put("name", "look_up")
                        .put("arguments", said)
                : item.put("type", "message")
                        .put("role", "assistant")
                        .put("content", whole ? new JsonArray().add(part(said)) : new JsonArray());
    }

    private static JsonObject response(String status, JsonArray output) {
        JsonObject response = new JsonObject()
                .put("id", "resp_1")
                .put("object", "response")
                .put("created_at", 7)
                .put("status", status)
                .put("model", "m")
                .put("instructions", null)
                .put("metadata", new JsonObject())
                .put("parallel_tool_calls", true)
                .put("temperature", 1.0)
                .put("tool_choice", "auto")
                .put("tools", new JsonArray())
                .put("top_p", 1.0)
                .put("error", null)
                .put("output", output.copy());
        return status.equals("completed") ? response.put("usage", usage()) : response;
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("input_tokens", 3)
                .put("output_tokens", 4)
                .put("total_tokens", 7)
                .put("input_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0));
    }

    private void event(String type, JsonObject data) {
        JsonObject event = new JsonObject()
                .put("type", type)
                .put("sequence_number", number++)
                .mergeIn(data);
        stream.append("event: ")
                .append(type)
                .append("\ndata: ")
                .append(event.encode())
                .append("\n\n");
    }
}
