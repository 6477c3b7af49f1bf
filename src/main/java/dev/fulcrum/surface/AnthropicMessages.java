package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** The Messages API of Anthropic; safe to share between threads. */
public final class AnthropicMessages implements Surface {
    static final String REFUSAL = "refusal";
    private static final String END_TURN = "end_turn";

    private final MessagesRequestReader requests;
    private final JsonReader answers = new JsonReader(ANSWER_DEPTH);
    private final JsonWriter json = new JsonWriter();
    private final AnthropicErrors errors = new AnthropicErrors(json);
    private final MessagesWriter writer = new MessagesWriter(json);

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public AnthropicMessages(int maxDepth) {
        this.requests = new MessagesRequestReader(new RequestJson(new JsonReader(maxDepth)));
    }

    @Override
    public String id() {
        return "anthropic.messages";
    }

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return requests.read(body);
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep) {
        ReleaseGate gate = new ReleaseGate();
        MessagesDraft draft = new MessagesDraft(keep, gate);
        return stream ? new StreamReader(answers, keep, gate, draft) : new BodyReader(answers, keep, gate, draft);
    }

    @Override
    public Written error(int status, String type, String code, String param, String message) {
        return errors.error(status, message);
    }

    @Override
    public byte[] errorEvent(Written error) {
        return errors.event(error);
    }

    @Override
    public Written blockedRequest(String message, PolicyNotice notice) {
        return errors.blockedRequest(message, notice);
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        MessagesEnvelope envelope = new MessagesEnvelope(id(notice), request.model(), END_TURN, 0, 0, 0);
        MessagesWriter.Reply reply = new MessagesWriter.Reply(envelope, JsonWriter.sound(text), notice);
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        boolean own = original instanceof DraftAnswer answer && answer.draft() instanceof MessagesDraft;
        MessagesEnvelope told =
                own ? ((MessagesDraft) ((DraftAnswer) original).draft()).envelope() : MessagesEnvelope.UNKNOWN;
        MessagesWriter.Reply reply = refused(request, told, message, notice);
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        if (!(reader instanceof StreamReader stream) || !(stream.draft() instanceof MessagesDraft draft)) {
            throw new IllegalArgumentException("the reader is none of a stream of this surface");
        }
        return writer.rest(draft, stream.released(), refused(request, draft.envelope(), message, notice));
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
