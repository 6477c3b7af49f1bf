package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;

/** Lets a stream flow to the caller while it comes, untouched, as fast as the caller takes it. */
final class Relay {
    private final HttpServerResponse response;
    private final Copy copy;

    /** @param copy gets what goes out */
    Relay(HttpServerResponse response, Copy copy) {
        this.response = response;
        this.copy = copy;
    }

    /**
     * Passes every chunk on and ends when the stream has ended; the response itself stays open for its end.
     *
     * @return what the stream said; fails with an {@link AttemptFailure} when it broke off or cannot be read
     */
    Future<WholeAnswer> flow(Taken.Flowing flowing, BoundedReader watch, Deadline deadline) {
        Promise<WholeAnswer> promise = Promise.promise();
        ReadStream<Buffer> body = flowing.head().body();
        body.exceptionHandler(
                cause -> promise.tryFail(AttemptFailure.of(cause, flowing.head().status())));
        body.handler(chunk -> {
            try {
                byte[] bytes = Bytes.in(chunk);
                watch.feed(bytes);
                pass(body, chunk, bytes);
            } catch (Throwable e) {
                flowing.head().cancel();
                promise.tryFail(AttemptFailure.of(e, flowing.head().status()));
            }
        });
        body.endHandler(end -> {
            try {
                promise.tryComplete(watch.finish());
            } catch (Throwable e) {
                promise.tryFail(AttemptFailure.of(e, flowing.head().status()));
            }
        });
        deadline.over().onSuccess(over -> {
            flowing.head().cancel();
            promise.tryFail(new AttemptFailure(
                    deadline.expired() ? Attempt.Outcome.TIMEOUT : Attempt.Outcome.CANCELLED,
                    flowing.head().status(),
                    deadline.expired() ? "the answer did not end within the route's deadline" : "it was stopped"));
        });
        pass(body, flowing.first(), Bytes.in(flowing.first()));
        return promise.future();
    }

    /** @param bytes those of the chunk */
    private void pass(ReadStream<Buffer> body, Buffer chunk, byte[] bytes) {
        copy.add(bytes);
        Future<Void> taken = Sending.write(response, chunk);
        if (taken.isComplete()) {
            body.resume();
        } else {
            body.pause();
            taken.onComplete(done -> body.resume());
        }
    }
}
