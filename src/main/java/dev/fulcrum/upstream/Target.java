package dev.fulcrum.upstream;

import dev.fulcrum.model.Load;
import io.vertx.core.Future;

/** A model endpoint that can be asked. Shared by all event loops. */
public interface Target {

    /** The name that the configuration gives it. */
    String name();

    /**
     * Sends a request; the answer is there with the status line and the headers.
     *
     * <p>To be called on an event loop context, where all of the answer's events come back. Whoever gets an answer
     * reads its body to the end or cancels it: until then it holds a connection.
     *
     * @return fails with {@link UpstreamFailure} only
     * @throws IllegalStateException when called outside a Vert.x context
     */
    Future<UpstreamAnswer> send(UpstreamRequest request);

    /**
     * Sends a request that can be given up before its answer has begun.
     *
     * @param gone completes when the caller has left; what completes it has to run on the sender's context. Later than
     *     the answer's head it changes nothing: that is what {@link UpstreamAnswer#cancel()} is for
     * @return fails with {@link UpstreamFailure} only, {@code CANCELLED} when {@code gone} came first
     */
    default Future<UpstreamAnswer> send(UpstreamRequest request, Future<?> gone) {
        return send(request);
    }

    /** Whether it should be asked now. */
    default Readiness readiness() {
        return Readiness.READY;
    }

    /**
     * Whether it should be asked now for an application, whose prompts it may have failed at.
     *
     * @param caller empty when it is not known
     */
    default Readiness readiness(String caller) {
        return readiness();
    }

    /** How busy it is now. */
    default Load load() {
        return new Load(name(), 0, 0, 0, 0, true);
    }

    /** How many exchanges it has turned away since the start. */
    default long shed() {
        return 0;
    }

    /** Closes what the target holds. Exchanges in flight break off. */
    Future<Void> close();
}
