package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** The Messages API of Anthropic; safe to share between threads. */
public final class AnthropicMessages extends NamedSurface {
    static final String REFUSAL = "refusal";
    private static final String END_TURN = "end_turn";

    private final JsonReader inputs = new JsonReader(ANSWER_DEPTH);
    private final Drafts<MessagesDraft> drafts =
            new Drafts<>(MessagesDraft.class, (keep, gate) -> new MessagesDraft(keep, gate, inputs));
    private final MessagesWriter writer = new MessagesWriter(new JsonWriter());

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public AnthropicMessages(int maxDepth) {
        super(
                "anthropic.messages",
                "/v1/messages",
                new MessagesRequestReader(new RequestJson(new JsonReader(maxDepth)))::read,
                new AnthropicErrors(new JsonWriter()));
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep, boolean lenient) {
        return drafts.reader(stream, keep, lenient);
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        MessagesEnvelope envelope = new MessagesEnvelope(id(notice), request.model(), END_TURN, 0, 0, 0);
        MessagesWriter.Reply reply = new MessagesWriter.Reply(envelope, JsonWriter.sound(text), notice);
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        MessagesEnvelope told = drafts.of(original).map(MessagesDraft::envelope).orElse(MessagesEnvelope.UNKNOWN);
        MessagesWriter.Reply reply = refused(request, told, message, notice);
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        Drafts.Begun<MessagesDraft> begun = drafts.begun(reader);
        MessagesDraft draft = begun.draft();
        return writer.rest(draft, begun.released(), refused(request, draft.envelope(), message, notice));
    }

    private static MessagesWriter.Reply refused(
            SurfaceRequest request, MessagesEnvelope told, String message, PolicyNotice notice) {
        MessagesEnvelope envelope = new MessagesEnvelope(
                told.id().isEmpty() ? id(notice) : JsonWriter.sound(told.id()),
                told.model().isEmpty() ? request.model() : JsonWriter.sound(told.model()),
                REFUSAL,
                told.inputTokens(),
                0,
                told.outputTokens());
        return new MessagesWriter.Reply(envelope, JsonWriter.sound(message), notice);
    }

    private static String id(PolicyNotice notice) {
        return "msg_" + notice.exchange();
    }
}
