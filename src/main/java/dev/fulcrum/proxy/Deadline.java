package dev.fulcrum.proxy;

import dev.fulcrum.upstream.Alarm;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * The moment at which an exchange stops trying, or the caller's leaving, whichever comes first.
 *
 * <p>A try may have to make room a little earlier: a target that trickles would use up the time of all others. There is one alarm at any time.
 */
final class Deadline {
    /** What is kept for other targets: a quarter of what is left, and not more than they need to begin. */
    private static final int KEPT_PART = 4;

    private static final long MOST_KEPT_MILLIS = 15_000;

    private final Promise<Void> over = Promise.promise();
    private final BiFunction<Duration, Runnable, Alarm> alarms;
    private final long endNanos;
    private Alarm alarm;
    private boolean expired;

    /** @param alarms set alarms, by the time until they ring and what happens then */
    Deadline(BiFunction<Duration, Runnable, Alarm> alarms, Passage passage, Duration limit, long elapsedNanos) {
        this.alarms = alarms;
        this.endNanos = System.nanoTime() + limit.toNanos() - elapsedNanos;
        awaitEnd();
        passage.whenLeft(over::tryComplete);
    }

    private void awaitEnd() {
        alarm = alarms.apply(left(), () -> {
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
        alarm.cancel();
        long millis = left().toMillis();
        long kept = Math.min(MOST_KEPT_MILLIS, millis / KEPT_PART);
        Promise<Void> room = Promise.promise();
        alarm = alarms.apply(Duration.ofMillis(millis - kept), () -> {
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
        alarm.cancel();
    }
}
