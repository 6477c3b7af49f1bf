package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;
import java.time.Instant;

/** A wire API that callers speak; safe to share between threads. */
public interface Surface {
    /** How deep an answer may nest: it comes from model servers, not from callers; token probabilities nest ten deep. */
    int ANSWER_DEPTH = 100;

    /** Name of the API, such as {@code openai.chat}. */
    String id();

    /** Path of its requests, such as {@code /v1/chat/completions}. */
    String path();

    /** The request in a body, parsed once. The array is kept and must not change afterwards. */
    SurfaceRequest read(byte[] body) throws UnreadableRequest;

    /** A reader that keeps a model's answer to judge and to edit it. */
    default AnswerReader answerReader(boolean stream) {
        return answerReader(stream, true);
    }

    /**
     * A reader for one answer of a model.
     *
     * @param stream whether the content type of the answer is {@code text/event-stream}
     * @param keep whether texts and bytes are kept; otherwise only usage, finish reason, errors and the ending are watched
     */
    default AnswerReader answerReader(boolean stream, boolean keep) {
        return answerReader(stream, keep, false);
    }

    /**
     * The same.
     *
     * @param lenient whether endings inside of a stream end nothing: what comes behind a finish reason is read like all else, and the stream is
     *     over when its bytes are
     */
    AnswerReader answerReader(boolean stream, boolean keep, boolean lenient);

    /** The surface's error shape; {@code code} and {@code param} may be null and are then written as JSON null. */
    Written error(int status, String type, String code, String param, String message);

    /**
     * The event that tells an {@link #error} in a stream that has begun; nothing comes after it.
     *
     * @param reader a reader of this surface for streams: the caller has what it released, or all that it was fed if it keeps nothing
     */
    byte[] errorEvent(Written error, AnswerReader reader);

    /** What a caller gets whose request a rule blocked. */
    Written blockedRequest(String message, PolicyNotice notice);

    /** A whole, normally ended answer in the model's place, an event stream if the request asked for one. */
    Written answer(SurfaceRequest request, String text, PolicyNotice notice, Instant at);

    /** The surface's ending of a filtered answer, an event stream if the model's answer was one. */
    Written blockedAnswer(SurfaceRequest request, WholeAnswer original, String message, PolicyNotice notice);

    /**
     * What ends a stream in the surface's own way of a filtered answer, to be sent after what the reader released. All of a stream was released if
     * it is empty.
     *
     * @param reader a reader of this surface that keeps a stream; it is not used afterwards
     */
    byte[] blockedRest(SurfaceRequest request, AnswerReader reader, String message, PolicyNotice notice);
}
