package dev.fulcrum.proxy;

import dev.fulcrum.policy.Proposed;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;

/** What came of asking the targets of a route. */
sealed interface Taken {

    /** What a target gave. */
    sealed interface Given extends Taken {
        UpstreamAnswer head();
    }

    /** A whole answer. */
    record Whole(UpstreamAnswer head, WholeAnswer answer, long firstByteNanos) implements Given {}

    /** An answer that is the caller's to read, such as 400 or 429: no rule of the response phase looks at it. */
    record Rejected(UpstreamAnswer head, Buffer body) implements Given {}

    /**
     * A stream of which some of the answer has come, and that may flow on while it comes.
     *
     * @param course how it goes on
     * @param first what has come
     * @param reader has been fed what has come
     * @param shadowed whether rules in shadow want to know at its end whether it refuses or evades
     * @param lenient whether endings inside of the stream end nothing
     * @param begunNanos when the attempt began
     * @param firstByteNanos when the first of it came
     */
    record Flowing(
            UpstreamAnswer head,
            HoldBack.Course course,
            Buffer first,
            AnswerReader reader,
            boolean shadowed,
            boolean lenient,
            long begunNanos,
            long firstByteNanos)
            implements Given {}

    /** No target's answer: a rule of the failure phase ends the exchange. */
    record Ruled(Proposed verdict) implements Taken {}
}
