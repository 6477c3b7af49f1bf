package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of an HTTP target's answer. Its silence counts only while the receiver wants to read. */
final class HttpBody implements ReadStream<Buffer> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpBody.class);

    private final HttpExchange exchange;
    private final HttpClientResponse response;
    private final Deadline deadline;
    private final long idleNanos;
    private final long announced;
    private long delivered;
    private long demand;
    private boolean begun;
    private boolean over;
    private UpstreamFailure undelivered;
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private Handler<Throwable> exceptionHandler;

    HttpBody(HttpExchange exchange, HttpClientResponse response, Deadline deadline, HttpTarget.Settings settings) {
        this.exchange = exchange;
        this.response = response;
        this.deadline = deadline;
        this.idleNanos = settings.idleTimeout().toNanos();
        this.announced = announced(response);
        deadline.suspend();
        response.exceptionHandler(cause -> exchange.fail(Causes.inBody(cause)));
        response.endHandler(end -> complete());
        response.handler(this::arrived);
    }

    /** Its length, as far as the target says it; -1 otherwise. */
    private static long announced(HttpClientResponse response) {
        String length = response.getHeader("content-length");
        try {
            return length == null || response.headers().contains("transfer-encoding")
                    ? -1
                    : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * Lets the answer come as far as there is a demand by now. Nothing comes in the turn before; and a response that need not be paused for a receiver that
     * wants to read at once does not have to be resumed, which it does in a turn of its own.
     */
    void begin() {
        begun = true;
        if (!over && demand != Long.MAX_VALUE) {
            response.pause();
            if (demand > 0) {
                response.fetch(demand);
            }
        }
    }

    private void arrived(Buffer chunk) {
        if (over) {
            return;
        }
        if (demand != Long.MAX_VALUE && --demand == 0) {
            deadline.suspend();
        } else {
            deadline.within(idleNanos);
        }
        delivered += chunk.length();
        if (handler != null) {
            try {
                handler.handle(chunk);
            } catch (Throwable e) {
                broke(e);
            }
        }
    }

    private void complete() {
        if (!over && announced >= 0 && delivered != announced) {
            broke(new IllegalStateException("a piece of the answer got lost in the gateway"));
        } else if (!over) {
            over = true;
            exchange.complete();
            if (endHandler != null) {
                try {
                    endHandler.handle(null);
                } catch (Throwable e) {
                    brokeAtEnd(e);
                }
            }
        }
    }

    /** The exchange is complete by now, so the receiver is told here; it would wait for the deadline otherwise. */
    private void brokeAtEnd(Throwable cause) {
        LastResort.unlessUsable(cause);
        LOG.error("the end of an answer could not be taken", cause);
        fail(new UpstreamFailure(
                Attempt.Outcome.INVALID, "the gateway could not take the end of the answer; its log has more"));
    }

    /** A receiver that could not take a piece must not get the next one as if nothing were missing. */
    private void broke(Throwable cause) {
        LastResort.unlessUsable(cause);
        LOG.error("a piece of an answer could not be taken", cause);
        exchange.fail(new UpstreamFailure(
                Attempt.Outcome.INVALID, "the gateway could not take a piece of the answer; its log has more"));
    }

    /** The receiver's last event, now or as soon as there is a handler for it. */
    void fail(UpstreamFailure failure) {
        if (exceptionHandler != null) {
            exceptionHandler.handle(failure);
        } else {
            undelivered = failure;
        }
    }

    /** No more events; what still lies in the connection is thrown away, so that it does not stay paused. */
    void discard() {
        over = true;
        response.handler(null);
        response.resume();
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> receiver) {
        exceptionHandler = receiver;
        if (receiver != null && undelivered != null) {
            UpstreamFailure failure = undelivered;
            undelivered = null;
            receiver.handle(failure);
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> receiver) {
        handler = receiver;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> receiver) {
        endHandler = receiver;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        if (!over) {
            demand = 0;
            deadline.suspend();
            if (begun) {
                response.pause();
            }
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        if (!over && amount > 0) {
            demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
            deadline.within(idleNanos);
            if (begun) {
                response.fetch(amount);
            }
        }
        return this;
    }
}
