package dev.fulcrum.upstream;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * Goes on from a future like {@link Future#compose}, but at once where it has succeeded already.
 *
 * <p>Most steps of an exchange wait for nothing. Composed, each would still cost its own future, listener and dispatch.
 */
public final class Steps {
    private Steps() {}

    /** What comes next; fails as the step before did, or with what this one throws. */
    public static <T, U> Future<U> then(Future<T> before, Function<T, Future<U>> next) {
        if (!before.succeeded()) {
            return before.compose(next);
        }
        try {
            return next.apply(before.result());
        } catch (Throwable broken) {
            return Future.failedFuture(broken);
        }
    }

    /** The same, for a step that has its result at once. */
    public static <T, U> Future<U> map(Future<T> before, Function<T, U> next) {
        return then(before, result -> Future.succeededFuture(next.apply(result)));
    }
}
