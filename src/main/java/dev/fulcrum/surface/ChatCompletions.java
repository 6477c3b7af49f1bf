package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The Chat Completions API of OpenAI, as Azure and many model servers speak it too; safe to share between threads. */
public final class ChatCompletions extends NamedSurface {
    private static final String NO_USAGE = "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}";

    private final Drafts<ChatChoices> drafts = new Drafts<>(ChatChoices.class, ChatChoices::new);
    private final ChatWriter writer = new ChatWriter(new JsonWriter());

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1, and 5 for a content array. */
    public ChatCompletions(int maxDepth) {
        super(
                "openai.chat",
                "/v1/chat/completions",
                new ChatRequestReader(new RequestJson(new JsonReader(maxDepth)))::read,
                new OpenAiErrors(new JsonWriter()));
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep, boolean lenient) {
        return drafts.reader(stream, keep, lenient);
    }

    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        ChatEnvelope envelope =
                new ChatEnvelope(id(notice), request.model(), at.getEpochSecond(), NO_USAGE, Tokens.NONE);
        boolean usage = envelope.usageFor(request);
        ChatWriter.Reply reply =
                new ChatWriter.Reply(envelope, List.of(0), "content", JsonWriter.sound(text), "stop", notice, usage);
        return request.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        ChatEnvelope told = drafts.of(original).map(ChatChoices::envelope).orElse(ChatEnvelope.UNKNOWN);
        List<Integer> choices = original.answers().stream().map(Answer::index).toList();
        ChatWriter.Reply reply = new ChatWriter.Reply(
                told.orElse(id(notice), request.model()),
                choices.isEmpty() ? List.of(0) : choices,
                "refusal",
                JsonWriter.sound(message),
                "content_filter",
                notice,
                told.usageFor(request));
        return original.stream() ? writer.stream(reply) : writer.whole(reply);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        Drafts.Begun<ChatChoices> begun = drafts.begun(reader);
        ChatChoices choices = begun.draft();
        ChatEnvelope envelope = choices.envelope().orElse(id(notice), request.model());
        List<ChatWriter.Open> open = new ArrayList<>();
        for (ChatChoice choice : choices.all()) {
            if (!choice.endedBefore(begun.released())) {
                open.add(new ChatWriter.Open(choice.index(), choice.begunBefore(begun.released())));
            }
        }
        if (choices.isEmpty()) {
            open.add(new ChatWriter.Open(0, false));
        }
        return writer.rest(envelope, open, JsonWriter.sound(message), notice, envelope.usageFor(request));
    }

    private static String id(PolicyNotice notice) {
        return "chatcmpl-" + notice.exchange();
    }
}
