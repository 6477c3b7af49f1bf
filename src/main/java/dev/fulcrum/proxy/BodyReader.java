package dev.fulcrum.proxy;

import dev.fulcrum.upstream.Alarm;
import dev.fulcrum.upstream.Alarms;
import dev.fulcrum.upstream.Bytes;
import dev.fulcrum.upstream.LastResort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Reads a request's body whole, within a size and a time. */
final class BodyReader {
    private final int limitBytes;
    private final Duration limit;

    BodyReader(int limitBytes, Duration limit) {
        this.limitBytes = limitBytes;
        this.limit = limit;
    }

    /**
     * The body, decoded; fails with a {@link Failure} of status 400, 408, 413, 415 or 503, or when the caller leaves.
     *
     * @param gone completes when nobody needs the body any more
     * @param held counts its bytes
     */
    Future<Buffer> read(HttpServerRequest request, Future<?> gone, Held.Share held) {
        BodyEncoding encoding;
        try {
            encoding = BodyEncoding.of(request.headers());
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
        Future<Buffer> sent = readAsSent(request, gone, held);
        Future<Buffer> plain = encoding.isIdentity() ? sent : sent.compose(body -> decoded(encoding, body, held));
        return plain.compose(body -> readable(body, held));
    }

    /** A text of many tiny values takes several times its bytes once it is read. */
    private static Future<Buffer> readable(Buffer body, Held.Share held) {
        return body.length() < JsonTapeSize.COUNTED_FROM_BYTES || held.takeForBody(JsonTapeSize.most(Bytes.in(body)))
                ? Future.succeededFuture(body)
                : Future.failedFuture(Failure.full());
    }

    /** On a worker, since a short body can be a long one. */
    private Future<Buffer> decoded(BodyEncoding encoding, Buffer body, Held.Share held) {
        Held.Share growing = held.another();
        return Vertx.currentContext()
                .executeBlocking(() -> encoding.decode(Bytes.in(body), limitBytes, growing::takeForBody), false)
                .onComplete(done -> growing.end())
                .compose(bytes -> {
                    held.giveBack(body.length());
                    return held.takeForBody(bytes.length)
                            ? Future.succeededFuture(Bytes.over(bytes))
                            : Future.failedFuture(Failure.full());
                });
    }

    private Future<Buffer> readAsSent(HttpServerRequest request, Future<?> gone, Held.Share held) {
        String announced = request.getHeader("content-length");
        if (announced != null && tooLong(announced)) {
            return Future.failedFuture(tooLong());
        }
        Promise<Buffer> promise = Promise.promise();
        Pieces body = new Pieces();
        request.handler(chunk -> {
            if (promise.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > limitBytes) {
                promise.tryFail(tooLong());
            } else if (!held.takeForBody(chunk.length())) {
                promise.tryFail(Failure.full());
            } else {
                keep(chunk, body, promise);
            }
        });
        request.endHandler(end -> RequestDecoder.fault(request.connection())
                .ifPresentOrElse(
                        unsafe -> promise.tryFail(Failure.unread(400, "bad_request", unsafe.getMessage())),
                        () -> end(body, promise)));
        gone.onSuccess(over -> promise.tryFail(Failure.callerLeft()));
        request.exceptionHandler(cause -> promise.tryFail(Failure.callerLeft()));
        Alarm alarm = Alarms.in(
                limit,
                () -> promise.tryFail(Failure.unread(
                        408,
                        "request_timeout",
                        "the request did not arrive within " + limit.toSeconds() + " seconds")));
        return promise.future().onComplete(done -> alarm.cancel());
    }

    /** A piece that cannot be kept must not be left out. */
    private static void keep(Buffer chunk, Pieces body, Promise<Buffer> promise) {
        try {
            body.add(chunk);
        } catch (Throwable e) {
            LastResort.unlessUsable(e);
            promise.tryFail(e);
        }
    }

    private static void end(Pieces body, Promise<Buffer> promise) {
        try {
            promise.tryComplete(body.whole());
        } catch (Throwable e) {
            LastResort.unlessUsable(e);
            promise.tryFail(e);
        }
    }

    private boolean tooLong(String announced) {
        try {
            return Long.parseLong(announced.strip()) > limitBytes;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Failure tooLong() {
        return Failure.unread(413, "request_too_large", "the request body is longer than " + limitBytes + " bytes");
    }
}
