package dev.fulcrum.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The moment at which an exchange stops trying, or the caller's leaving, whichever comes first. */
final class Deadline {
    private final Promise<Void> over = Promise.promise();
    private final Vertx vertx;
    private final long timer;
    private boolean expired;

    Deadline(Vertx vertx, Passage passage, Duration limit, long elapsedNanos) {
        this.vertx = vertx;
        long millis = Math.max(1, limit.toMillis() - elapsedNanos / 1_000_000);
        this.timer = vertx.setTimer(millis, id -> {
            expired = true;
            over.tryComplete();
        });
        passage.whenLeft(over::tryComplete);
    }

    /** Completes when whatever is under way has to stop. */
    Future<Void> over() {
        return over.future();
    }

    boolean expired() {
        return expired;
    }

    void lift() {
        vertx.cancelTimer(timer);
    }
}
