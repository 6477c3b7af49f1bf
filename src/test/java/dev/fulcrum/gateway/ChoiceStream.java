package dev.fulcrum.gateway;

import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the chunks of Chat Completions, or of Completions. */
final class ChoiceStream {
    private final boolean chat;
    private final Set<Integer> begunCalls = new HashSet<>();

    ChoiceStream(boolean chat) {
        this.chat = chat;
    }

    String write(List<Delta> deltas) {
        StringBuilder stream = new StringBuilder();
        Set<Integer> choices = new TreeSet<>(Set.of(0));
        for (Delta delta : deltas) {
            choices.add(delta.call() ? 0 : delta.index());
            event(stream, delta.call() ? call(delta) : text(delta));
        }
        for (int choice : choices) {
            event(stream, choice(choice, "").put("finish_reason", "stop"));
        }
        return stream.append("data: [DONE]\n\n").toString();
    }

    private JsonObject text(Delta delta) {
        return choice(delta.index(), delta.text());
    }

    private JsonObject choice(int index, String text) {
        JsonObject choice = new JsonObject().put("index", index).put("finish_reason", null);
        return chat
                ? choice.put("delta", text.isEmpty() ? new JsonObject() : new JsonObject().put("content", text))
                : choice.put("text", text);
    }

    private JsonObject call(Delta delta) {
        JsonObject function = new JsonObject().put("arguments", delta.text());
        JsonObject call = new JsonObject().put("index", delta.index()).put("function", function);
        if (begunCalls.add(delta.index())) {
            call.put("id", "call_" + delta.index()).put("type", "function");
            function.put("name", "look_up");
        }
        return new JsonObject()
                .put("index", 0)
                .put("delta", new JsonObject().put("tool_calls", new JsonArray().add(call)))
                .put("finish_reason", null);
    }

    private void event(StringBuilder stream, JsonObject choice) {
        JsonObject chunk = new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", chat ? "chat.completion.chunk" : "text_completion")
                .put("created", 1)
                .put("model", "m")
                .put("choices", new JsonArray().add(choice));
        stream.append("data: ").append(chunk.encode()).append("\n\n");
    }
}
