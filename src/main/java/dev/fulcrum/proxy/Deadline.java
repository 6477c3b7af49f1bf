package dev.fulcrum.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The moment at which an exchange stops trying, or the caller's leaving, whichever comes first.
 *
 * <p>A try may have to make room a little earlier: a target that trickles would use up the time of all others. There is one timer at any time.
 */
final class Deadline {
    /** What is kept for other targets: a quarter of what is left, and not more than they need to begin. */
    private static final int KEPT_PART = 4;

    private static final long MOST_KEPT_MILLIS = 15_000;

    private final Promise<Void> over = Promise.promise();
    private final Vertx vertx;
    private final long endNanos;
    private long timer;
    private boolean expired;

    Deadline(Vertx vertx, Passage passage, Duration limit, long elapsedNanos) {
        this.vertx = vertx;
        this.endNanos = System.nanoTime() + limit.toNanos() - elapsedNanos;
        awaitEnd();
        passage.whenLeft(over::tryComplete);
    }

    private void awaitEnd() {
        timer = vertx.setTimer(Math.max(1, left().toMillis()), id -> {
            expired = true;
            over.tryComplete();
        });
    }

    /** Completes when whatever is under way has to stop. */
    Future<Void> over() {
        return over.future();
    }

    /** Completes when the try that begins now has to make room for other targets; each call ends the one before. */
    Future<Void> room() {
        vertx.cancelTimer(timer);
        long millis = left().toMillis();
        long kept = Math.min(MOST_KEPT_MILLIS, millis / KEPT_PART);
        Promise<Void> room = Promise.promise();
        timer = vertx.setTimer(Math.max(1, millis - kept), id -> {
            awaitEnd();
            room.complete();
        });
        return room.future();
    }

    boolean expired() {
        return expired;
    }

    /** What is left; not positive when it is over. */
    Duration left() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    void lift() {
        vertx.cancelTimer(timer);
    }
}
