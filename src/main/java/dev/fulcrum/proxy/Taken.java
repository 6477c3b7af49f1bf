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
     * A stream of which some of the answer has come, and that may flow on while it comes.
     *
     * @param course how it goes on
     * @param first what has come
     * @param reader has been fed what has come
     * @param begunNanos when the attempt began
     * @param firstByteNanos when the first of it came
     */
    record Flowing(
            UpstreamAnswer head,
            HoldBack.Course course,
            Buffer first,
            AnswerReader reader,
            long begunNanos,
            long firstByteNanos)
            implements Taken {}
}
