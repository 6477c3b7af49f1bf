package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.List;

/** Reads Chat Completions requests; safe to share between threads. */
final class ChatRequestReader {
    private final RequestJson json;

    ChatRequestReader(RequestJson json) {
        this.json = json;
    }

    SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return json.read(body, ChatRequestReader::read);
    }

    private static ChatRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int model = RequestJson.model(document);
        boolean stream = RequestJson.flag(document, 0, "stream", "stream");
        boolean usage = RequestJson.flag(
                document, document.member(0, "stream_options"), "include_usage", "stream_options.include_usage");
        int array = messages(document);
        History history = new ChatHistoryReader(document).read(array);
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

    private static int messages(JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int messages = document.member(0, "messages");
        if (document.absent(messages)) {
            throw RequestJson.missing("messages");
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
        String given = RequestJson.firstText(
                document,
                document.member(0, "user"),
                document.member(0, "safety_identifier"),
                document.member(document.member(0, "metadata"), "user_id"));
        return given.isEmpty() ? firstQuestion(messages) : given;
    }

    /** What the user said first tells conversations apart where nothing else does. */
    static String firstQuestion(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(Message::text)
                .findFirst()
                .orElse("");
    }
}
