package dev.fulcrum.proxy;

import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;

/** What a target gave. */
sealed interface Taken {
    UpstreamAnswer head();

    /** A whole answer. */
    record Whole(UpstreamAnswer head, WholeAnswer answer, long firstByteNanos) implements Taken {}

    /** An answer that is the caller's to read, such as 400 or 429: no rule looks at it. */
    record Rejected(UpstreamAnswer head, Buffer body) implements Taken {}

    /**
     * A stream that has begun and may flow on while it comes.
     *
     * @param first its first chunk
     * @param reader has been fed the first chunk
     * @param begunNanos when the attempt began
     */
    record Flowing(UpstreamAnswer head, Buffer first, AnswerReader reader, long begunNanos) implements Taken {}
}
