package dev.fulcrum.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The moment at which an exchange stops trying, or the caller's leaving, whichever comes first.
 *
 * <p>A little before it comes a first moment, at which a target that has not answered yet has to make room for others: one that trickles would use
 * up all the time there is.
 */
final class Deadline {
    /** What is kept for other targets: a quarter of the time, and not more than they need to begin. */
    private static final int RESERVED_PART = 4;

    private static final Duration MOST_RESERVED = Duration.ofSeconds(15);

    private final Promise<Void> over = Promise.promise();
    private final Promise<Void> soon = Promise.promise();
    private final Vertx vertx;
    private final long endNanos;
    private long timer;
    private boolean expired;

    Deadline(Vertx vertx, Passage passage, Duration limit, long elapsedNanos) {
        this.vertx = vertx;
        long millis = Math.max(2, limit.toMillis() - elapsedNanos / 1_000_000);
        long reserved = Math.min(MOST_RESERVED.toMillis(), millis / RESERVED_PART);
        this.endNanos = System.nanoTime() + millis * 1_000_000;
        this.timer = vertx.setTimer(millis - reserved, id -> draw(Math.max(1, reserved)));
        passage.whenLeft(over::tryComplete);
    }

    private void draw(long reservedMillis) {
        timer = vertx.setTimer(reservedMillis, id -> {
            expired = true;
            over.tryComplete();
        });
        soon.tryComplete();
    }

    /** Completes when whatever is under way has to stop. */
    Future<Void> over() {
        return over.future();
    }

    /** Completes when only so much time is left as other targets need. */
    Future<Void> soon() {
        return soon.future();
    }

    boolean expired() {
        return expired;
    }

    /** What is left; negative when it is over. */
    Duration left() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    void lift() {
        vertx.cancelTimer(timer);
    }
}
