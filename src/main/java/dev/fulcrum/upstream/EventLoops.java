package dev.fulcrum.upstream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where a target is called. */
final class EventLoops {
    private EventLoops() {}

    /**
     * The calling event loop's context.
     *
     * @throws IllegalStateException when the caller is not on one
     */
    static Context current() {
        Context context = Vertx.currentContext();
        if (context == null || !Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a target has to be called on an event loop context");
        }
        return context;
    }
}
