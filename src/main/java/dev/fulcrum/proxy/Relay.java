package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.UnreadableAnswer;
import dev.fulcrum.surface.WholeAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;

/** Lets a stream flow to the caller while it comes, untouched, as fast as the caller takes it. */
final class Relay {
    private Relay() {}

    /**
     * Passes every chunk on and ends when the stream has ended; the response itself stays open for its end.
     *
     * @param copy gets what goes out
     * @return what the stream said; fails with an {@link AttemptFailure} when it broke off or cannot be read
     */
    static Future<WholeAnswer> flow(
            Taken.Flowing flowing, BoundedReader watch, HttpServerResponse response, Deadline deadline, Copy copy) {
        Promise<WholeAnswer> promise = Promise.promise();
        ReadStream<Buffer> body = flowing.head().body();
        body.exceptionHandler(
                cause -> promise.tryFail(AttemptFailure.of(cause, flowing.head().status())));
        body.handler(chunk -> {
            try {
                byte[] bytes = chunk.getBytes();
                watch.feed(bytes);
                copy.add(bytes);
                pass(body, response, chunk);
            } catch (UnreadableAnswer e) {
                flowing.head().cancel();
                promise.tryFail(AttemptFailure.of(e, flowing.head().status()));
            }
        });
        body.endHandler(end -> {
            try {
                promise.tryComplete(watch.finish());
            } catch (UnreadableAnswer e) {
                promise.tryFail(AttemptFailure.of(e, flowing.head().status()));
            }
        });
        deadline.over().onSuccess(over -> {
            flowing.head().cancel();
            promise.tryFail(new AttemptFailure(
                    deadline.expired() ? Attempt.Outcome.TIMEOUT : Attempt.Outcome.CANCELLED,
                    flowing.head().status(),
                    deadline.expired() ? "the answer did not end within the route's deadline" : "the caller left"));
        });
        copy.add(flowing.first().getBytes());
        pass(body, response, flowing.first());
        body.resume();
        return promise.future();
    }

    private static void pass(ReadStream<Buffer> body, HttpServerResponse response, Buffer chunk) {
        if (response.closed()) {
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            body.pause();
            response.drainHandler(drained -> body.resume());
        }
    }
}
