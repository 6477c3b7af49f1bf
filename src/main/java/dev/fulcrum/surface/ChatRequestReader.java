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

    private static ParsedRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        ParsedRequest.Frame frame = ParsedRequest.Frame.of(document);
        frame = frame.withUsage(RequestJson.includeUsage(document));
        int array = messages(document);
        History history = new ChatHistoryReader(document, array).read();
        String subject = subjectKey(document, history.messages());
        LeadingMessages leading = LeadingMessages.of(document, array, "text", history.passages());
        return new ParsedRequest(body, frame, history, subject, leading);
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
        for (Message message : messages) {
            if (message.role().equals("user")) {
                return message.text();
            }
        }
        return "";
    }
}
