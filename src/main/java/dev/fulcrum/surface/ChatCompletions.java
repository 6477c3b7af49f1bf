package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The Chat Completions API of OpenAI, as Azure and many model servers speak it too; safe to share between threads. */
public final class ChatCompletions implements Surface {
    private static final String NO_USAGE = "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}";

    private final ChatRequestReader requests;
    private final JsonReader answers = new JsonReader(ANSWER_DEPTH);
    private final OpenAiErrors errors;
    private final ChatWriter writer;

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1, and 5 for a content array. */
    public ChatCompletions(int maxDepth) {
        JsonWriter json = new JsonWriter();
        this.requests = new ChatRequestReader(new RequestJson(new JsonReader(maxDepth)));
        this.errors = new OpenAiErrors(json);
        this.writer = new ChatWriter(json);
    }

    @Override
    public String id() {
        return "openai.chat";
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return requests.read(body);
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep) {
        ReleaseGate gate = new ReleaseGate();
        ChatChoices choices = new ChatChoices(keep, gate);
        return stream ? new StreamReader(answers, keep, gate, choices) : new BodyReader(answers, keep, gate, choices);
    }

    @Override
    public Written error(int status, String type, String code, String param, String message) {
        return errors.error(status, type, code, param, message);
    }

    @Override
    public Written blockedRequest(String message, PolicyNotice notice) {
        return errors.blockedRequest(message, notice);
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        ChatEnvelope envelope =
                new ChatEnvelope(id(notice), request.model(), at.getEpochSecond(), NO_USAGE, Tokens.NONE);
        ChatWriter.Reply reply = new ChatWriter.Reply(
                envelope, List.of(0), "content", JsonWriter.sound(text), "stop", notice, wantsUsage(request));
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        boolean chat = original instanceof DraftAnswer answer && answer.draft() instanceof ChatChoices;
        ChatEnvelope told = chat ? ((ChatChoices) ((DraftAnswer) original).draft()).envelope() : ChatEnvelope.UNKNOWN;
        ChatEnvelope envelope = envelope(told, request, notice);
        List<Integer> choices = original.answers().stream().map(Answer::index).toList();
        boolean usage = wantsUsage(request) && !told.usage().isEmpty();
        ChatWriter.Reply reply = new ChatWriter.Reply(
                envelope,
                choices.isEmpty() ? List.of(0) : choices,
                "refusal",
                JsonWriter.sound(message),
                "content_filter",
                notice,
                usage);
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    private static ChatEnvelope envelope(ChatEnvelope told, SurfaceRequest request, PolicyNotice notice) {
        return new ChatEnvelope(
                told.id().isEmpty() ? id(notice) : JsonWriter.sound(told.id()),
                told.model().isEmpty() ? request.model() : JsonWriter.sound(told.model()),
                Math.max(0, told.created()),
                told.usage(),
                told.tokens());
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        if (!(reader instanceof StreamReader stream) || !(stream.draft() instanceof ChatChoices choices)) {
            throw new IllegalArgumentException("the reader is none of a stream of this surface");
        }
        ChatEnvelope envelope = envelope(choices.envelope(), request, notice);
        List<ChatWriter.Open> open = new ArrayList<>();
        for (ChatChoice choice : choices.all()) {
            if (choice.endedAt() >= stream.released()) {
                open.add(new ChatWriter.Open(choice.index(), choice.begunAt() < stream.released()));
            }
        }
        if (choices.isEmpty()) {
            open.add(new ChatWriter.Open(0, false));
        }
        boolean usage = wantsUsage(request) && !envelope.usage().isEmpty();
        return writer.rest(envelope, open, JsonWriter.sound(message), notice, usage);
    }

    private static String id(PolicyNotice notice) {
        return "chatcmpl-" + notice.exchange();
    }

    private static boolean wantsUsage(SurfaceRequest request) {
        return request instanceof ChatRequest chat && chat.includeUsage();
    }
}
