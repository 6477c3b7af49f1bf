package dev.fulcrum.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Streams of Chat Completions with one choice, written and read without the project's own readers. */
final class ChatStream {
    /** An answer that no rule minds. */
    static final String[] HARMLESS = {
        "Good ",
        "morning. ",
        "Your card ",
        "has been ",
        "sent last ",
        "week! ",
        "您好，",
        "卡片已经",
        "寄出。",
        "It will ",
        "arrive ",
        "soon."
    };

    private ChatStream() {}

    static String chunk(String delta, String finish) {
        return new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "m")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put(
                                                "delta",
                                                delta == null
                                                        ? new JsonObject()
                                                        : new JsonObject().put("content", delta))
                                        .put("finish_reason", finish)))
                .encode();
    }

    static String stream(String... deltas) {
        StringBuilder events = new StringBuilder();
        for (String delta : deltas) {
            events.append("data: ").append(chunk(delta, null)).append("\n\n");
        }
        return events.append("data: ")
                .append(chunk(null, "stop"))
                .append("\n\ndata: [DONE]\n\n")
                .toString();
    }

    static String said(String events) {
        StringBuilder text = new StringBuilder();
        events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring(6)))
                .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                .map(choice -> ((JsonObject) choice).getJsonObject("delta"))
                .map(delta -> delta.getString("content"))
                .filter(Objects::nonNull)
                .forEach(text::append);
        return text.toString();
    }
}
