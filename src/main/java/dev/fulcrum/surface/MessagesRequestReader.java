package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;

/** Reads requests of the Messages API; safe to share between threads. */
final class MessagesRequestReader {
    private final RequestJson json;

    MessagesRequestReader(RequestJson json) {
        this.json = json;
    }

    SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return json.read(body, MessagesRequestReader::read);
    }

    private static ParsedRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int messages = document.member(0, "messages");
        if (document.absent(messages)) {
            throw RequestJson.missing("messages");
        }
        if (!document.is(Kind.ARRAY, messages)) {
            throw new UnexpectedShape("messages", "an array of objects", document.kind(messages));
        }
        if (document.first(messages) == document.after(messages)) {
            throw new UnreadableRequest("empty_array", "messages", "messages: at least one message is required");
        }
        MessagesHistoryReader reader = new MessagesHistoryReader(document);
        History history = reader.read(messages);
        String given = document.textOrEmpty(document.member(document.member(0, "metadata"), "user_id"));
        String subject = given.isEmpty() ? ChatRequestReader.firstQuestion(history.messages()) : given;
        ParsedRequest.Frame frame = ParsedRequest.Frame.of(document);
        SystemField system = new SystemField(document, "system", reader.system());
        return new ParsedRequest(body, frame, history, subject, system);
    }
}
