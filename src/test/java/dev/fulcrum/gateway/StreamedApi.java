package dev.fulcrum.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An API that streams: how a model writes an answer in it, and what a caller reads, written down again without the project's own readers. */
public enum StreamedApi {
    CHAT("openai.chat", "/v1/chat/completions"),
    COMPLETIONS("openai.completions", "/v1/completions"),
    RESPONSES("openai.responses", "/v1/responses"),
    MESSAGES("anthropic.messages", "/v1/messages");

    /**
     * Some more of an answer.
     *
     * @param call whether it belongs to a tool call's arguments
     * @param index of the choice, the block or the call
     */
    public record Delta(boolean call, int index, String text) {
        boolean continues(Delta before) {
            return before != null && before.call == call && before.index == index;
        }
    }

    private final String id;
    private final String path;

    StreamedApi(String id, String path) {
        this.id = id;
        this.path = path;
    }

    public String id() {
        return id;
    }

    String path() {
        return path;
    }

    /** Whether texts of one kind come one after the other, so that they are read as one. */
    public boolean sequential() {
        return this == RESPONSES || this == MESSAGES;
    }

    /** A request of one question. */
    public JsonObject request(String question, boolean stream) {
        JsonObject request = new JsonObject().put("model", "m").put("stream", stream);
        return switch (this) {
            case CHAT, MESSAGES ->
                request.put("max_tokens", 100)
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("role", "user")
                                                .put("content", question)));
            case COMPLETIONS -> request.put("prompt", question);
            case RESPONSES -> request.put("input", question);
        };
    }

    /** The events of an answer, the whole stream. */
    public String stream(List<Delta> deltas) {
        return switch (this) {
            case CHAT, COMPLETIONS -> new ChoiceStream(this == CHAT).write(deltas);
            case RESPONSES -> new ResponseStream().write(deltas);
            case MESSAGES -> new MessageStream().write(deltas);
        };
    }

    /** An answer of one text. */
    String stream(String... pieces) {
        return stream(List.of(pieces).stream()
                .map(piece -> new Delta(false, 0, piece))
                .toList());
    }

    static List<JsonObject> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring(6)))
                .toList();
    }

    /** What deltas say, by kind and, unless they come one after the other, by index. */
    public Map<String, String> said(String stream) {
        Map<String, StringBuilder> said = new TreeMap<>();
        List<Integer> calls = new ArrayList<>();
        for (JsonObject event : events(stream)) {
            switch (this) {
                case CHAT ->
                    objects(event.getJsonArray("choices")).forEach(choice -> {
                        JsonObject delta = choice.getJsonObject("delta", new JsonObject());
                        add(said, "choice" + choice.getInteger("index"), delta.getString("content"));
                        objects(delta.getJsonArray("tool_calls"))
                                .forEach(call -> add(
                                        said,
                                        "tool-call" + number(calls, call.getInteger("index")),
                                        call.getJsonObject("function").getString("arguments")));
                    });
                case COMPLETIONS ->
                    objects(event.getJsonArray("choices"))
                            .forEach(choice ->
                                    add(said, "choice" + choice.getInteger("index"), choice.getString("text")));
                case RESPONSES -> {
                    String type = event.getString("type");
                    if (type.equals("response.output_text.delta")) {
                        add(said, "choice", event.getString("delta"));
                    } else if (type.equals("response.function_call_arguments.delta")) {
                        add(said, "tool-call", event.getString("delta"));
                    }
                }
                case MESSAGES -> {
                    if (event.getString("type").equals("content_block_delta")) {
                        JsonObject delta = event.getJsonObject("delta");
                        add(said, "choice", delta.getString("text"));
                        add(said, "tool-call", delta.getString("partial_json"));
                    }
                }
            }
        }
        return said.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().toString()));
    }

    /** Calls are numbered in the order in which they begin. */
    private static int number(List<Integer> begun, int index) {
        if (!begun.contains(index)) {
            begun.add(index);
        }
        return begun.indexOf(index);
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(it -> (JsonObject) it).toList();
    }

    private static void add(Map<String, StringBuilder> said, String key, String text) {
        if (text != null) {
            said.computeIfAbsent(key, unseen -> new StringBuilder()).append(text);
        }
    }
}
