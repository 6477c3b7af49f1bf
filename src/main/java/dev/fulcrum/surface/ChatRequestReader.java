package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.List;

/** Reads Chat Completions requests; safe to share between threads. */
final class ChatRequestReader {
    private final JsonReader json;

    ChatRequestReader(JsonReader json) {
        this.json = json;
    }

    ChatRequest read(byte[] body) throws UnreadableRequest {
        try {
            return read(body, json.read(body, 0, body.length, true));
        } catch (MalformedJson e) {
            throw refusal(e, body);
        } catch (UnexpectedShape e) {
            throw new UnreadableRequest("invalid_type", e.path(), e.getMessage());
        }
    }

    private ChatRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        if (!document.is(Kind.OBJECT, 0)) {
            throw new UnreadableRequest(
                    "invalid_type",
                    null,
                    "The body must be a JSON object, but is " + document.kind(0).words() + ".");
        }
        int model = model(document);
        boolean stream = flag(document, 0, "stream", "stream");
        boolean usage =
                flag(document, document.member(0, "stream_options"), "include_usage", "stream_options.include_usage");
        int array = messages(document);
        ChatHistory history = new ChatHistoryReader(document).read(array);
        int leading = leading(history.messages());
        int behind = leading == 0 ? document.start(array) + 1 : document.end(document.children(array)[leading - 1]);
        String subject = subjectKey(document, history.messages());
        ChatFrame frame = new ChatFrame(
                document.text(model),
                document.start(model),
                document.end(model),
                stream,
                usage,
                behind,
                leading,
                subject);
        return new ChatRequest(body, frame, history);
    }

    private static int model(JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int model = document.member(0, "model");
        if (document.absent(model)
                || (document.is(Kind.STRING, model) && document.text(model).isBlank())) {
            throw new UnreadableRequest(
                    "missing_required_parameter",
                    "model",
                    "Missing required parameter: 'model'. You must provide a model parameter.");
        }
        if (!document.is(Kind.STRING, model)) {
            throw new UnexpectedShape("model", "a string", document.kind(model));
        }
        return model;
    }

    private static boolean flag(JsonDocument document, int object, String name, String path) throws UnexpectedShape {
        int flag = document.member(object, name);
        if (!document.absent(flag) && !document.is(Kind.BOOLEAN, flag)) {
            throw new UnexpectedShape(path, "a boolean", document.kind(flag));
        }
        return document.isTrue(flag);
    }

    private static int messages(JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int messages = document.member(0, "messages");
        if (document.absent(messages)) {
            throw new UnreadableRequest(
                    "missing_required_parameter", "messages", "Missing required parameter: 'messages'.");
        }
        if (!document.is(Kind.ARRAY, messages)) {
            throw new UnexpectedShape("messages", "an array of objects", document.kind(messages));
        }
        if (document.after(messages) == document.first(messages)) {
            throw new UnreadableRequest(
                    "empty_array",
                    "messages",
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.");
        }
        return messages;
    }

    private static int leading(List<Message> messages) {
        int leading = 0;
        while (leading < messages.size() && instructs(messages.get(leading))) {
            leading++;
        }
        return leading;
    }

    private static boolean instructs(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private static String subjectKey(JsonDocument document, List<Message> messages) {
        int[] given = {
            document.member(0, "user"),
            document.member(0, "safety_identifier"),
            document.member(document.member(0, "metadata"), "user_id")
        };
        for (int node : given) {
            String key = document.textOrEmpty(node);
            if (!key.isEmpty()) {
                return key;
            }
        }
        return messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    private UnreadableRequest refusal(MalformedJson e, byte[] body) {
        String place = place(e, body);
        String named = e.path().isEmpty() ? "" : " at '" + e.path() + "'";
        String param = e.path().isEmpty() ? null : e.path();
        return switch (e.problem()) {
            case EMPTY ->
                new UnreadableRequest("invalid_json", null, "The request body is empty; expected a JSON object.");
            case CUT ->
                new UnreadableRequest(
                        "invalid_json",
                        param,
                        "The JSON of the request body ends too early" + named + ", " + place + ".");
            case SYNTAX ->
                new UnreadableRequest(
                        "invalid_json", param, "The request body is not valid JSON" + named + ", " + place + ".");
            case TRAILING ->
                new UnreadableRequest(
                        "invalid_json", null, "The request body goes on after its JSON object, " + place + ".");
            case LONG_TOKEN ->
                new UnreadableRequest(
                        "invalid_json",
                        param,
                        "A key or a number of the request body is too long" + named + ", " + place + ".");
            case ENCODING ->
                new UnreadableRequest(
                        "invalid_encoding",
                        param,
                        "The request body must be UTF-8 without a byte order mark, but is not" + named + ", " + place
                                + ".");
            case SURROGATE ->
                new UnreadableRequest(
                        "invalid_encoding",
                        param,
                        "A string holds one half of a surrogate pair" + named + ", " + place
                                + "; send the whole character, or leave it out.");
            case DUPLICATE ->
                new UnreadableRequest(
                        "duplicate_key",
                        param,
                        "The key" + named + " is given twice, " + place + "; give each key once.");
            case DEPTH ->
                new UnreadableRequest(
                        "too_deep",
                        param,
                        "The request body is nested deeper than " + json.maxDepth() + " levels" + named + ", " + place
                                + ".");
        };
    }

    private static String place(MalformedJson e, byte[] body) {
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < Math.min(e.offset(), body.length); at++) {
            if (body[at] == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        return "line " + line + ", byte " + (e.offset() - lineStart + 1) + " of it";
    }
}
