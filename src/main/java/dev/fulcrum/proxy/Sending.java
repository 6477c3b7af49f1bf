package dev.fulcrum.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Sends to callers as fast as they take it, but not slower than a pace: an exchange holds its place until its last byte is gone, and a caller
 * that hardly reads can keep its connection from being idle by what it sends. The connection of such a caller is closed.
 */
final class Sending {
    private static final long BYTES_A_SECOND = 64 * 1024;

    private final Vertx vertx;
    private final Duration grace;

    /** @param grace how long a piece of an answer may take beside what its length takes */
    Sending(Vertx vertx, Duration grace) {
        this.vertx = vertx;
        this.grace = grace;
    }

    /** Writes a piece; completes when the caller takes more, or has left. */
    Future<Void> write(HttpServerRequest http, Buffer piece) {
        HttpServerResponse response = http.response();
        if (response.closed() || piece.length() == 0) {
            return Future.succeededFuture();
        }
        Future<Void> written = response.write(piece).otherwiseEmpty();
        if (!response.writeQueueFull()) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        response.drainHandler(drain -> drained.tryComplete());
        // a caller that leaves never drains, but its last write ends
        written.onComplete(done -> drained.tryComplete());
        return paced(http, piece.length(), drained.future());
    }

    /** Ends a response whose head was written or is complete; completes when all of it is gone, or the caller has left. */
    Future<Void> end(HttpServerRequest http, Buffer rest) {
        return paced(http, rest.length(), http.response().end(rest)).otherwiseEmpty();
    }

    /** Gives a caller time to take so many bytes. */
    Future<Void> paced(HttpServerRequest http, int bytes, Future<Void> taken) {
        if (taken.isComplete()) {
            return taken;
        }
        long timer = vertx.setTimer(grace.toMillis() + 1000L * bytes / BYTES_A_SECOND, id -> http.connection()
                .close());
        return taken.onComplete(done -> vertx.cancelTimer(timer));
    }
}
