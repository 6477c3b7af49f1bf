package dev.fulcrum.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Sends to callers as fast as they take it. One that takes nothing is idle, whatever it sends meanwhile, and its connection is closed in time. */
final class Sending {
    private Sending() {}

    /** Writes a piece; completes when the caller takes more, or has left. */
    static Future<Void> write(HttpServerResponse response, Buffer piece) {
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
        return drained.future();
    }
}
