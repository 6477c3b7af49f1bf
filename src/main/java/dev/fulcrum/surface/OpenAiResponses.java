package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** The Responses API of OpenAI; safe to share between threads. */
public final class OpenAiResponses extends NamedSurface {
    private final Drafts<ResponsesDraft> drafts = new Drafts<>(ResponsesDraft.class, ResponsesDraft::new);
    private final JsonReader errors = new JsonReader(ANSWER_DEPTH);
    private final JsonWriter json = new JsonWriter();
    private final ResponsesWriter writer = new ResponsesWriter(json);

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public OpenAiResponses(int maxDepth) {
        super(
                "openai.responses",
                "/v1/responses",
                new ResponsesRequestReader(new RequestJson(new JsonReader(maxDepth)))::read,
                new OpenAiErrors(new JsonWriter()));
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep, boolean lenient) {
        return drafts.reader(stream, keep, lenient);
    }

    /** Clients look for the fields at the event itself, some of them for an error object in it. */
    @Override
    public byte[] errorEvent(Written error, AnswerReader reader) {
        Drafts.Begun<ResponsesDraft> begun = drafts.begun(reader);
        try {
            JsonDocument document = errors.read(error.body(), 0, error.body().length, false);
            int told = document.member(0, "error");
            String object = document.written(document.start(told), document.end(told));
            return new EventWriter(json)
                    .event("error", event -> {
                        event.writeNumberField(
                                SequenceNumbers.FIELD, begun.draft().nextNumber(begun.released()));
                        for (String name : new String[] {"code", "message", "param"}) {
                            int node = document.member(told, name);
                            event.writeStringField(name, document.absent(node) ? null : document.text(node));
                        }
                        event.writeFieldName("error");
                        event.writeRawValue(object);
                    })
                    .bytes();
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("not an error of this surface", e);
        }
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        ResponsesEnvelope envelope = own(ResponsesEnvelope.UNKNOWN, request, notice, at.getEpochSecond());
        ResponsesWriter.Reply reply =
                new ResponsesWriter.Reply(envelope, "output_text", JsonWriter.sound(text), "completed", notice);
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        ResponsesEnvelope told =
                drafts.of(original).map(ResponsesDraft::envelope).orElse(ResponsesEnvelope.UNKNOWN);
        ResponsesWriter.Reply reply = refused(request, told, message, notice);
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        Drafts.Begun<ResponsesDraft> begun = drafts.begun(reader);
        ResponsesDraft draft = begun.draft();
        return writer.rest(draft, begun.released(), refused(request, draft.envelope(), message, notice));
    }

    private static ResponsesWriter.Reply refused(
            SurfaceRequest request, ResponsesEnvelope told, String message, PolicyNotice notice) {
        ResponsesEnvelope envelope = own(told, request, notice, told.created());
        return new ResponsesWriter.Reply(envelope, "refusal", JsonWriter.sound(message), "incomplete", notice);
    }

    /** An envelope in which nothing is missing. */
    private static ResponsesEnvelope own(
            ResponsesEnvelope told, SurfaceRequest request, PolicyNotice notice, long created) {
        return new ResponsesEnvelope(
                told.id().isEmpty() ? "resp_" + notice.exchange() : JsonWriter.sound(told.id()),
                told.model().isEmpty() ? request.model() : JsonWriter.sound(told.model()),
                created,
                told.ending(),
                told.settings(),
                told.usage(),
                told.tokens());
    }
}
