package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;

/** One exchange with an HTTP target, from the connection to the answer's last byte. Lives on one event loop. */
final class HttpExchange implements UpstreamAnswer {
    private enum State {
        CONNECTING,
        SENT,
        ANSWERING,
        OVER
    }

    private final HttpTarget target;
    private final HttpTarget.Settings settings;
    private final UpstreamRequest request;
    private final Promise<UpstreamAnswer> promise = Promise.promise();
    private final Deadline deadline;

    private State state = State.CONNECTING;
    private HttpClientRequest outbound;
    private boolean written;
    private boolean repeated;
    private AnswerHead head;
    private HttpBody body;

    HttpExchange(HttpTarget target, UpstreamRequest request) {
        this.target = target;
        this.settings = target.settings();
        this.request = request;
        this.deadline = new Deadline(shortest(settings), this::expire);
    }

    private static Duration shortest(HttpTarget.Settings settings) {
        Duration shorter = min(settings.connectTimeout(), settings.firstByteTimeout());
        return min(shorter, settings.idleTimeout());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    Future<UpstreamAnswer> start() {
        if (!isSendable(request.path())) {
            state = State.OVER;
            return Future.failedFuture(
                    UpstreamFailure.ofRequest("the path must begin with / and hold visible ASCII characters only"));
        }
        deadline.within(settings.connectTimeout().toNanos());
        connect();
        return promise.future();
    }

    /** Of a query only what is plain is sent, so that it says nothing. */
    private static boolean isSendable(String path) {
        for (int i = 0; i < path.length() && path.charAt(i) != '?'; i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    private void connect() {
        state = State.CONNECTING;
        try {
            target.request(request.path()).onComplete(this::connected);
        } catch (IllegalStateException closed) {
            fail(new UpstreamFailure(Attempt.Outcome.UNREACHABLE, "the target has been closed"));
        }
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (state == State.OVER) {
            if (connection.succeeded()) {
                connection.result().reset(); // unused: back to the pool
            }
        } else if (connection.succeeded()) {
            transmit(connection.result());
        } else if (connection.cause() instanceof HttpClosedException && !repeated) {
            repeated = true;
            connect();
        } else {
            fail(Causes.beforeHead(connection.cause(), settings));
        }
    }

    private void transmit(HttpClientRequest connected) {
        outbound = connected;
        written = false;
        state = State.SENT;
        if (connected.streamId() > 1) {
            Wire.rouse(connected.connection());
        }
        try {
            target.outboundHeaders().write(request, connected.headers());
        } catch (IllegalArgumentException header) {
            fail(UpstreamFailure.ofRequest("a header of the request cannot be sent"));
            return;
        }
        deadline.within(settings.firstByteTimeout().toNanos());
        connected.exceptionHandler(error -> {}); // the response's future tells
        connected.response().onComplete(response -> answered(connected, response));
        connected.end(request.body()).onSuccess(done -> written |= connected == outbound);
    }

    private void answered(HttpClientRequest asked, AsyncResult<HttpClientResponse> response) {
        if (state != State.SENT || asked != outbound) {
            return;
        }
        if (response.failed()) {
            if (!written && asked.streamId() > 1 && !repeated && Causes.isTransport(response.cause())) {
                repeated = true;
                deadline.within(settings.connectTimeout().toNanos());
                connect();
            } else {
                fail(Causes.beforeHead(response.cause(), settings));
            }
            return;
        }
        head = AnswerHead.of(response.result(), target.answerHeaders());
        body = new HttpBody(this, response.result(), deadline, settings);
        Optional<String> objection = head.objection();
        if (objection.isPresent()) {
            fail(new UpstreamFailure(Attempt.Outcome.INVALID, objection.get()));
        } else {
            state = State.ANSWERING;
            promise.complete(this);
            body.begin();
        }
    }

    private void expire() {
        String detail =
                switch (state) {
                    case CONNECTING -> "no connection within " + Causes.plain(settings.connectTimeout());
                    case SENT -> "no answer within " + Causes.plain(settings.firstByteTimeout());
                    case ANSWERING, OVER -> "silence in the answer for " + Causes.plain(settings.idleTimeout());
                };
        fail(new UpstreamFailure(Attempt.Outcome.TIMEOUT, detail));
    }

    /** The caller has left; changes nothing once the answer's head is there. */
    void leave() {
        if (state != State.ANSWERING) {
            fail(new UpstreamFailure(Attempt.Outcome.CANCELLED, "the caller left before the answer began"));
        }
    }

    /** Ends the exchange with a failure: to the sender before the head is there, to the body's receiver afterwards. */
    void fail(UpstreamFailure failure) {
        if (state == State.OVER) {
            return;
        }
        boolean toReceiver = state == State.ANSWERING;
        abandon();
        if (toReceiver) {
            body.fail(failure);
        } else {
            promise.fail(failure);
        }
    }

    /** The last byte was delivered. */
    void complete() {
        if (state != State.OVER) {
            release();
        }
    }

    @Override
    public void cancel() {
        if (state == State.ANSWERING) {
            abandon();
        }
    }

    private void abandon() {
        release();
        if (outbound != null) {
            outbound.reset();
            Wire.abandon(outbound.connection(), outbound.streamId());
        }
        if (body != null) {
            body.discard();
        }
    }

    private void release() {
        deadline.stop();
        state = State.OVER;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public MultiMap headers() {
        return head.headers();
    }

    @Override
    public ReadStream<Buffer> body() {
        return body;
    }
}
