package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** The Embeddings API of OpenAI: text in, vectors out that nobody reads; safe to share between threads. */
public final class OpenAiEmbeddings extends NamedSurface {

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public OpenAiEmbeddings(int maxDepth) {
        super(
                "openai.embeddings",
                "/v1/embeddings",
                new PromptReader(new RequestJson(new JsonReader(maxDepth)), "input", false)::read,
                new OpenAiErrors(new JsonWriter()));
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep, boolean lenient) {
        return new VectorReader(keep);
    }

    /** Words are no vector: the caller gets them as the reason why there is none. */
    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        return blockedRequest(text, notice);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        return blockedRequest(message, notice);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        throw new IllegalStateException("this surface has no streams");
    }
}
