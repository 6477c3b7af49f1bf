package dev.fulcrum.upstream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated answer, as OpenAI's Chat Completions API writes it: one JSON object or a stream of events.
 *
 * @param id the same for the same messages
 * @param created seconds since the epoch
 */
record ChatCompletion(String id, long created, String model, int promptTokens, List<ChatChoice> choices) {
    ChatCompletion {
        choices = List.copyOf(choices);
    }

    Buffer json() {
        ObjectNode root = head("chat.completion");
        ArrayNode array = root.putArray("choices");
        for (int index = 0; index < choices.size(); index++) {
            ChatChoice choice = choices.get(index);
            ObjectNode node = array.addObject().put("index", index);
            node.putObject("message")
                    .put("role", "assistant")
                    .put("content", choice.text())
                    .putNull("refusal");
            node.putNull("logprobs").put("finish_reason", choice.finishReason());
        }
        root.set("usage", usage());
        return Buffer.buffer(root.toString());
    }

    /** One buffer an event; the choices take turns, as they do where several are generated at once. */
    List<Buffer> events(boolean includeUsage) {
        List<Buffer> events = new ArrayList<>();
        for (int index = 0; index < choices.size(); index++) {
            ObjectNode delta = object().put("role", "assistant").put("content", "");
            events.add(chunk(index, delta, null, includeUsage));
        }
        int longest = choices.stream().mapToInt(c -> c.pieces().size()).max().orElse(0);
        for (int piece = 0; piece <= longest; piece++) {
            for (int index = 0; index < choices.size(); index++) {
                ChatChoice choice = choices.get(index);
                if (piece < choice.pieces().size()) {
                    ObjectNode delta = object().put("content", choice.pieces().get(piece));
                    events.add(chunk(index, delta, null, includeUsage));
                } else if (piece == choice.pieces().size()) {
                    events.add(chunk(index, object(), choice.finishReason(), includeUsage));
                }
            }
        }
        if (includeUsage) {
            ObjectNode root = head("chat.completion.chunk");
            root.putArray("choices");
            root.set("usage", usage());
            events.add(event(root.toString()));
        }
        events.add(event("[DONE]"));
        return events;
    }

    private Buffer chunk(int index, ObjectNode delta, String finishReason, boolean includeUsage) {
        ObjectNode root = head("chat.completion.chunk");
        ObjectNode choice = root.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (includeUsage) {
            root.putNull("usage");
        }
        return event(root.toString());
    }

    private ObjectNode head(String object) {
        return object().put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .putNull("system_fingerprint");
    }

    private ObjectNode usage() {
        int completion =
                choices.stream().mapToInt(c -> TokenEstimate.of(c.text())).sum();
        return object().put("prompt_tokens", promptTokens)
                .put("completion_tokens", completion)
                .put("total_tokens", promptTokens + completion);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Buffer event(String data) {
        return Buffer.buffer("data: " + data + "\n\n");
    }
}
