package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** The Embeddings API of OpenAI: text in, vectors out that nobody reads; safe to share between threads. */
public final class OpenAiEmbeddings implements Surface {
    private final PromptReader requests;
    private final OpenAiErrors errors = new OpenAiErrors(new JsonWriter());

    /** The surface for requests that nest at most {@code maxDepth} deep; at least 1. */
    public OpenAiEmbeddings(int maxDepth) {
        this.requests = new PromptReader(new RequestJson(new JsonReader(maxDepth)), "input", false);
    }

    @Override
    public String id() {
        return "openai.embeddings";
    }

    @Override
    public String path() {
        return "/v1/embeddings";
    }

    @Override
    public SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return requests.read(body);
    }

    @Override
    public AnswerReader answerReader(boolean stream, boolean keep) {
        return new VectorReader(keep);
    }

    @Override
    public Written error(int status, String type, String code, String param, String message) {
        return errors.error(status, type, code, param, message);
    }

    @Override
    public Written blockedRequest(String message, PolicyNotice notice) {
        return errors.blockedRequest(message, notice);
    }

    /** Words are no vector: the caller gets them as the reason why there is none. */
    @Override
    public Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at) {
        return errors.blockedRequest(text, notice);
    }

    @Override
    public Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice) {
        return errors.blockedRequest(message, notice);
    }

    @Override
    public byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice) {
        throw new IllegalStateException("this surface has no streams");
    }
}
