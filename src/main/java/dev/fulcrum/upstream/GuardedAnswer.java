package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** An answer whose end gives a place back and is counted. Lives on one event loop, as the answer does. */
final class GuardedAnswer implements UpstreamAnswer, ReadStream<Buffer> {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final UpstreamAnswer answer;
    private final GuardedAttempt attempt;
    private final Context context = EventLoops.current();
    private Handler<Void> endHandler;
    private Handler<Throwable> exceptionHandler;
    private Throwable undelivered;

    GuardedAnswer(UpstreamAnswer answer, GuardedAttempt attempt) {
        this.answer = answer;
        this.attempt = attempt;
        if (status() == TOO_MANY_REQUESTS
                || (status() == UNAVAILABLE && headers().contains("retry-after"))) {
            attempt.cool(answer);
        }
        answer.body().endHandler(end -> arrived());
        answer.body().exceptionHandler(this::broke);
    }

    private void arrived() {
        attempt.leave();
        try {
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } finally {
            settle(Attempt.Outcome.ANSWERED);
        }
    }

    private void broke(Throwable cause) {
        attempt.failed(cause);
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        } else {
            undelivered = cause;
        }
    }

    /** Counts what the status says, or else what it looked like, unless the receiver knows better before this turn is over. */
    private void settle(Attempt.Outcome otherwise) {
        Attempt.Outcome seen = status() >= 500
                ? Attempt.Outcome.ERROR
                : status() == TOO_MANY_REQUESTS ? Attempt.Outcome.RATE_LIMITED : otherwise;
        context.runOnContext(turn -> attempt.ended(seen, status()));
    }

    @Override
    public int status() {
        return answer.status();
    }

    @Override
    public MultiMap headers() {
        return answer.headers();
    }

    @Override
    public ReadStream<Buffer> body() {
        return this;
    }

    @Override
    public void ended(Attempt.Outcome outcome) {
        attempt.ended(outcome, status());
    }

    @Override
    public void cancel() {
        answer.cancel();
        attempt.leave();
        settle(Attempt.Outcome.CANCELLED);
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> receiver) {
        answer.body().handler(receiver);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> receiver) {
        endHandler = receiver;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> receiver) {
        exceptionHandler = receiver;
        if (receiver != null && undelivered != null) {
            Throwable cause = undelivered;
            undelivered = null;
            receiver.handle(cause);
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        answer.body().pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        answer.body().resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        answer.body().fetch(amount);
        return this;
    }
}
