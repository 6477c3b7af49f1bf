package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.Written;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/** Tells a caller that its exchange failed, in the surface's own shape, wherever the exchange stood. */
final class FailureReply {
    private static final long DRAIN_MILLIS = 1000;

    /** The longest pause that the official clients keep. */
    private static final long PATIENCE_SECONDS = 60;

    private FailureReply() {}

    static Future<Void> send(Vertx vertx, HttpServerRequest http, Passage passage, Failure failure) {
        HttpServerResponse response = http.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        Written written = written(passage.surface(), failure);
        return response.headWritten()
                ? breakOff(http, passage.surface().errorEvent(written, Reply.sending(passage)))
                : send(vertx, http, failure, () -> Reply.send(response, passage, Outcome.FAILED, written));
    }

    /** The same where there is no exchange. */
    static Future<Void> send(Vertx vertx, HttpServerRequest http, Surface surface, Failure failure) {
        HttpServerResponse response = http.response();
        return response.closed() || response.ended()
                ? Future.succeededFuture()
                : send(vertx, http, failure, () -> ProxyServer.write(response, written(surface, failure)));
    }

    private static Written written(Surface surface, Failure failure) {
        return surface.error(failure.status(), failure.type(), failure.code(), failure.param(), failure.getMessage());
    }

    private static Future<Void> send(
            Vertx vertx, HttpServerRequest http, Failure failure, Supplier<Future<Void>> sending) {
        HttpServerResponse response = http.response();
        return drained(vertx, http).compose(read -> {
            response.headers().clear();
            boolean closes = failure.closes() || !read;
            if (closes) {
                response.putHeader("connection", "close");
            }
            if (failure.tellsEncodings()) {
                response.putHeader("accept-encoding", BodyEncoding.TAKEN);
            }
            if (failure.retrySeconds() > 0) {
                response.putHeader("retry-after", Long.toString(failure.retrySeconds()));
            }
            if (failure.retrySeconds() > PATIENCE_SECONDS || failure.retrySeconds() < 0) {
                // clients of OpenAI and Anthropic would otherwise try again at once, as if nothing had been said
                response.putHeader("x-should-retry", "false");
            }
            Future<Void> sent = sending.get().otherwiseEmpty();
            return closes ? sent.eventually(() -> http.connection().close()).otherwiseEmpty() : sent;
        });
    }

    /** A stream that has begun cannot change its status: it gets an error event, no terminator, and the connection closes. */
    private static Future<Void> breakOff(HttpServerRequest http, byte[] error) {
        return http.response()
                .end(Buffer.buffer(error))
                .otherwiseEmpty()
                .eventually(() -> http.connection().close())
                .otherwiseEmpty();
    }

    /**
     * Reads and drops what the caller still sends, for a while: a connection closed while the caller is writing would take the
     * answer with it.
     *
     * @return whether the request was read to its end
     */
    private static Future<Boolean> drained(Vertx vertx, HttpServerRequest http) {
        if (http.isEnded()) {
            return Future.succeededFuture(true);
        }
        Promise<Boolean> promise = Promise.promise();
        long timer = vertx.setTimer(DRAIN_MILLIS, id -> promise.tryComplete(false));
        http.handler(chunk -> {});
        http.exceptionHandler(cause -> promise.tryComplete(false));
        http.endHandler(end -> promise.tryComplete(true));
        http.resume();
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }
}
