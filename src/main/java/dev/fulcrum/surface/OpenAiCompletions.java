package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.Answer;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The older Completions API of OpenAI: text in, text out; safe to share between threads. */
public final class OpenAiCompletions implements Surface {
    private static final String FILTERED = "content_filter";

    /**
     * An answer to be written.
     *
     * @param choices indices of its choices, each of which says the same
     * @param usage whether a stream ends with a usage chunk
     */
    private record Reply(
            ChatEnvelope envelope,
            List<Integer> choices,
            String text,
            String finishReason,
            PolicyNotice notice,
            boolean usage) {}

    private final PromptReader requests;
    private final JsonReader answers = new JsonReader(ANSWER_DEPTH);
    private final JsonWriter json = new JsonWriter();
    private final OpenAiErrors errors = new OpenAiErrors(json);

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public OpenAiCompletions(int maxDepth) {
        this.requests = new PromptReader(new RequestJson(new JsonReader(maxDepth)), "prompt", true);
    }

    @Override
    public String id() {
        return "openai.completions";
    }

    @Override
    public String path() {
        return "/v1/completions";
    }

    @Override
    public SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return requests.read(body);
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep) {
        ReleaseGate gate = new ReleaseGate();
        CompletionsDraft draft = new CompletionsDraft(keep, gate);
        return stream ? new StreamReader(answers, keep, gate, draft) : new BodyReader(answers, keep, gate, draft);
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
        ChatEnvelope envelope = new ChatEnvelope(id(notice), request.model(), at.getEpochSecond(), "", Tokens.NONE);
        Reply reply = new Reply(envelope, List.of(0), JsonWriter.sound(text), "stop", notice, false);
        return request.stream() ? stream(reply) : whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        boolean own = original instanceof DraftAnswer answer && answer.draft() instanceof CompletionsDraft;
        ChatEnvelope told =
                own ? ((CompletionsDraft) ((DraftAnswer) original).draft()).envelope() : ChatEnvelope.UNKNOWN;
        List<Integer> choices = original.answers().stream().map(Answer::index).toList();
        Reply reply = new Reply(
                envelope(told, request, notice),
                choices.isEmpty() ? List.of(0) : choices,
                JsonWriter.sound(message),
                FILTERED,
                notice,
                wantsUsage(request) && !told.usage().isEmpty());
        return original.stream() ? stream(reply) : whole(reply);
    }

    /** There is no field for the message, and behind half a sentence it would look like the model's own words: only the policy object tells. */
    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        if (!(reader instanceof StreamReader stream) || !(stream.draft() instanceof CompletionsDraft draft)) {
            throw new IllegalArgumentException("the reader is none of a stream of this surface");
        }
        List<Integer> open = draft.choices().stream()
                .filter(choice -> !choice.endedBefore(stream.released()))
                .map(CompletionsChoice::index)
                .toList();
        boolean usage = wantsUsage(request) && !draft.envelope().usage().isEmpty();
        ChatEnvelope envelope = envelope(draft.envelope(), request, notice);
        List<Integer> ending = draft.isEmpty() ? List.of(0) : open;
        return stream(new Reply(envelope, ending, "", FILTERED, notice, usage)).body();
    }

    private static ChatEnvelope envelope(ChatEnvelope told, SurfaceRequest request, PolicyNotice notice) {
        return new ChatEnvelope(
                told.id().isEmpty() ? id(notice) : JsonWriter.sound(told.id()),
                told.model().isEmpty() ? request.model() : JsonWriter.sound(told.model()),
                Math.max(0, told.created()),
                told.usage(),
                told.tokens());
    }

    private static String id(PolicyNotice notice) {
        return "cmpl-" + notice.exchange();
    }

    private static boolean wantsUsage(SurfaceRequest request) {
        return request instanceof ParsedRequest parsed && parsed.includeUsage();
    }

    private Written whole(Reply reply) {
        byte[] body = json.object(fields -> {
            head(fields, reply);
            fields.writeArrayFieldStart("choices");
            for (int choice : reply.choices()) {
                choice(fields, choice, reply);
            }
            fields.writeEndArray();
            usage(fields, reply);
            new PolicyObject(reply.notice()).write(fields);
        });
        return new Written(200, "application/json", body);
    }

    private Written stream(Reply reply) {
        EventWriter events = new EventWriter(json);
        for (int choice : reply.choices()) {
            events.data(fields -> {
                head(fields, reply);
                fields.writeArrayFieldStart("choices");
                choice(fields, choice, reply);
                fields.writeEndArray();
                new PolicyObject(reply.notice()).write(fields);
            });
        }
        if (reply.usage()) {
            events.data(fields -> {
                head(fields, reply);
                fields.writeArrayFieldStart("choices");
                fields.writeEndArray();
                usage(fields, reply);
            });
        }
        return events.done().written();
    }

    private static void head(JsonGenerator fields, Reply reply) throws IOException {
        fields.writeStringField("id", reply.envelope().id());
        fields.writeStringField("object", "text_completion");
        fields.writeNumberField("created", reply.envelope().created());
        fields.writeStringField("model", reply.envelope().model());
    }

    private static void choice(JsonGenerator fields, int index, Reply reply) throws IOException {
        fields.writeStartObject();
        fields.writeStringField("text", reply.text());
        fields.writeNumberField("index", index);
        fields.writeNullField("logprobs");
        fields.writeStringField("finish_reason", reply.finishReason());
        fields.writeEndObject();
    }

    private static void usage(JsonGenerator fields, Reply reply) throws IOException {
        if (!reply.envelope().usage().isEmpty()) {
            fields.writeFieldName("usage");
            fields.writeRawValue(reply.envelope().usage());
        }
    }
}
