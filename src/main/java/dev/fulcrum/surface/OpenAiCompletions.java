package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Tokens;
import java.time.Instant;
import java.util.List;

/** The older Completions API of OpenAI: text in, text out; safe to share between threads. */
public final class OpenAiCompletions extends NamedSurface {
    private static final String FILTERED = "content_filter";

    private final Drafts<CompletionsDraft> drafts = new Drafts<>(CompletionsDraft.class, CompletionsDraft::new);
    private final CompletionsWriter writer = new CompletionsWriter(new JsonWriter());

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public OpenAiCompletions(int maxDepth) {
        super(
                "openai.completions",
                "/v1/completions",
                new PromptReader(new RequestJson(new JsonReader(maxDepth)), "prompt", true)::read,
                new OpenAiErrors(new JsonWriter()));
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep, boolean lenient) {
        return drafts.reader(stream, keep, lenient);
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        ChatEnvelope envelope = new ChatEnvelope(id(notice), request.model(), at.getEpochSecond(), "", Tokens.NONE);
        CompletionsWriter.Reply reply =
                new CompletionsWriter.Reply(envelope, List.of(0), JsonWriter.sound(text), "stop", notice, false);
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        ChatEnvelope told = drafts.of(original).map(CompletionsDraft::envelope).orElse(ChatEnvelope.UNKNOWN);
        List<Integer> choices = original.answers().stream().map(Answer::index).toList();
        CompletionsWriter.Reply reply = new CompletionsWriter.Reply(
                told.orElse(id(notice), request.model()),
                choices.isEmpty() ? List.of(0) : choices,
                JsonWriter.sound(message),
                FILTERED,
                notice,
                told.usageFor(request));
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    /** There is no field for the message, and behind half a sentence it would look like the model's own words: only the policy object tells. */
    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        Drafts.Begun<CompletionsDraft> begun = drafts.begun(reader);
        CompletionsDraft draft = begun.draft();
        List<Integer> open = draft.choices().stream()
                .filter(choice -> !choice.endedBefore(begun.released()))
                .map(CompletionsChoice::index)
                .toList();
        ChatEnvelope envelope = draft.envelope().orElse(id(notice), request.model());
        List<Integer> ending = draft.isEmpty() ? List.of(0) : open;
        boolean usage = envelope.usageFor(request);
        return writer.stream(new CompletionsWriter.Reply(envelope, ending, "", FILTERED, notice, usage))
                .body();
    }

    private static String id(PolicyNotice notice) {
        return "cmpl-" + notice.exchange();
    }
}
