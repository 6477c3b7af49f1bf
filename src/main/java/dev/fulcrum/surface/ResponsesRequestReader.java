package dev.fulcrum.surface;

/** Reads requests of the Responses API; safe to share between threads. */
final class ResponsesRequestReader {
    private final RequestJson json;

    ResponsesRequestReader(RequestJson json) {
        this.json = json;
    }

    SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return json.read(body, ResponsesRequestReader::read);
    }

    private static ParsedRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        ResponsesHistoryReader reader = new ResponsesHistoryReader(document);
        History history = reader.read();
        String given = RequestJson.firstText(
                document,
                document.member(0, "user"),
                document.member(0, "safety_identifier"),
                document.member(document.member(0, "metadata"), "user_id"));
        if (document.isTrue(document.member(0, "background"))) {
            throw new UnreadableRequest(
                    "unsupported_parameter",
                    "background",
                    "This gateway judges an answer before it goes out and keeps none, so it cannot be fetched later: "
                            + "leave `background` out and read the answer, streamed or not.");
        }
        String subject = given.isEmpty() ? ChatRequestReader.firstQuestion(history.messages()) : given;
        ParsedRequest.Frame frame = ParsedRequest.Frame.of(document);
        return new ParsedRequest(body, frame, history, subject, instructions(document, reader, history));
    }

    /** They join what the request has: its own instructions, or the developer's item that its input begins with. */
    private static ParsedRequest.Instructions instructions(
            JsonDocument document, ResponsesHistoryReader reader, History history) {
        int input = document.member(0, "input");
        if (document.absent(document.member(0, "instructions")) && document.is(JsonDocument.Kind.ARRAY, input)) {
            LeadingMessages leading = LeadingMessages.of(document, input, "input_text", history.passages());
            if (!leading.isEmpty()) {
                return leading;
            }
        }
        return new SystemField(document, "instructions", reader.instructions());
    }
}
