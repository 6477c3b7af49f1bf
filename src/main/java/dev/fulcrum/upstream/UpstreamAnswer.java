package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** An answer whose head has arrived. To be used on the context that sent the request. */
public interface UpstreamAnswer {

    /** HTTP status: 200 to 299, or 400 to 599. */
    int status();

    /** The answer's headers without hop-by-hop headers, {@code set-cookie}, {@code content-length} and {@code x-fulcrum-*}. */
    MultiMap headers();

    /**
     * The body, paused until the receiver resumes or fetches.
     *
     * <p>While it is paused, no more than a bounded amount is read from the model, and no idle time counts. Its exception
     * handler gets {@link UpstreamFailure} only: {@code CUT} when the connection ends early or the content length does
     * not match, {@code INVALID} when it is no HTTP, {@code TIMEOUT} when nothing comes for too long. Exactly one of end
     * and exception comes last; neither comes after {@link #cancel()}.
     */
    ReadStream<Buffer> body();

    /**
     * Says how the attempt ended, for what is known of the target's health; the first word counts.
     *
     * <p>Only the receiver knows when an answer that arrived whole cannot be read, breaks off by the rules of its own format or
     * tells of an error. To be called at the latest within the turn of the event loop in which the body ended or
     * {@link #cancel()} was called; after that its end counts as it looked: good below status 500 when the body
     * ended by itself, and as nothing when it was cancelled.
     */
    default void ended(Attempt.Outcome outcome) {}

    /** Gives the answer up and closes its connection at once. Does nothing when the answer is over. */
    void cancel();
}
