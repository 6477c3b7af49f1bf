package dev.fulcrum.proxy;

import dev.fulcrum.model.Tokens;
import dev.fulcrum.proxy.Repeats.Ended;
import dev.fulcrum.proxy.Repeats.Memory;
import dev.fulcrum.proxy.Repeats.UnderWay;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes an exchange happen once, however often its caller sends it under the same idempotency key: the first one runs, those that come meanwhile
 * wait for it, and all others get the answer that was given.
 */
final class Once {
    private static final String HEADER = "idempotency-key";
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Vertx vertx;
    private final Repeats repeats;
    private final Accounting accounting;
    private final Recorder recorder;

    Once(Vertx vertx, Repeats repeats, Accounting accounting, Recorder recorder) {
        this.vertx = vertx;
        this.repeats = repeats;
        this.accounting = accounting;
        this.recorder = recorder;
    }

    /** Reads the caller's key, if it sent one, into the passage; what is wrong with it otherwise. */
    Optional<Failure> announce(Passage passage, MultiMap headers) {
        String text = headers.get(HEADER);
        if (text == null) {
            return Optional.empty();
        }
        if (headers.getAll(HEADER).size() > 1 || !VISIBLE.matcher(text).matches()) {
            return Optional.of(Failure.ofCaller(
                    400,
                    "invalid_idempotency_key",
                    null,
                    "the header Idempotency-Key holds one key of 1 to 255 visible ASCII characters"));
        }
        String tenant = headers.get("x-fulcrum-tenant");
        Repeats.Key key = new Repeats.Key(
                passage.app(),
                tenant == null ? "" : tenant,
                hash(HeaderRules.credentials(headers).toString().getBytes(StandardCharsets.UTF_8)),
                passage.surface().id(),
                text);
        passage.copy().under(key, repeats.knows(key));
        return Optional.empty();
    }

    /** Runs the exchange, or gives the answer that it has had. */
    Future<Void> run(Passage passage, Admitted admitted, Supplier<Future<Void>> exchange) {
        return passage.copy()
                .key()
                .map(key -> run(passage, admitted, key, hash(admitted.request().body()), exchange))
                .orElseGet(exchange);
    }

    private Future<Void> run(
            Passage passage, Admitted admitted, Repeats.Key key, String request, Supplier<Future<Void>> exchange) {
        UnderWay mine = new UnderWay(request);
        Memory known = repeats.begin(key, mine).orElse(null);
        if (known == null) {
            return first(passage, admitted.http(), key, mine, exchange);
        } else if (!known.request().equals(request)) {
            return Future.failedFuture(Failure.ofCaller(
                    422, "idempotency_key_reused", null, "this Idempotency-Key was used with another request body"));
        } else if (known instanceof Ended ended) {
            return again(passage, admitted.http(), ended.answer());
        }
        return over(passage, admitted, (UnderWay) known)
                .compose(over -> run(passage, admitted, key, request, exchange));
    }

    private Future<Void> first(
            Passage passage, HttpServerRequest http, Repeats.Key key, UnderWay mine, Supplier<Future<Void>> exchange) {
        Optional<Failure> refused = passage.copy().known() ? accounting.demand(passage) : Optional.empty();
        passage.copy().begin(repeats, passage::notKept);
        if (!passage.hasLeft()) {
            passage.goesOn();
        }
        return refused.<Future<Void>>map(Future::failedFuture)
                .orElseGet(() -> Future.<Void>succeededFuture().compose(begin -> exchange.get()))
                .onComplete(done -> {
                    String type = http.response().headers().get("content-type");
                    repeats.end(
                            key,
                            mine,
                            passage.copy().answer(passage, done.failed(), type == null ? "text/event-stream" : type));
                    passage.copy().end();
                });
    }

    /** Waits for the exchange that is under way, as long as the route gives an exchange at all. */
    private Future<Void> over(Passage passage, Admitted admitted, UnderWay first) {
        Promise<Void> over = Promise.promise();
        Duration left = admitted.route().deadline().minusNanos(passage.time().elapsedNanos());
        long timer = vertx.setTimer(
                Math.max(1, left.toMillis()),
                id -> over.tryFail(Failure.ofCaller(
                        409,
                        "idempotency_key_in_use",
                        null,
                        "the first request with this Idempotency-Key is still under way")));
        Context own = vertx.getOrCreateContext();
        Runnable wake = () -> own.runOnContext(ended -> over.tryComplete());
        first.whenOver(wake);
        passage.gone().onSuccess(gone -> over.tryFail(Failure.callerLeft()));
        return over.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            first.forget(wake);
        });
    }

    /** Gives an answer again. That is on the record as well, but nothing is charged, and no rule is asked. */
    private Future<Void> again(Passage passage, HttpServerRequest http, KeptAnswer kept) {
        passage.replays(kept.exchange());
        if (kept.body().isEmpty()) {
            return Future.failedFuture(Failure.conflict(
                    "idempotency_answer_not_kept",
                    "the exchange " + kept.exchange() + " with this Idempotency-Key ended as "
                            + kept.outcome().id() + ", but its answer was too long to be kept"));
        } else if (passage.hasLeft()) {
            return Future.failedFuture(Failure.callerLeft());
        }
        kept.caseId().ifPresent(passage::opened);
        passage.answered(kept.answerClass(), kept.finishReason(), Tokens.NONE);
        passage.time().released();
        return recorder.beforeRelease(passage, kept.outcome(), kept.status()).compose(recorded -> {
            HttpServerResponse response = http.response();
            if (response.closed()) {
                return Future.succeededFuture();
            }
            response.setStatusCode(kept.status());
            response.headers().addAll(kept.headers());
            response.headers().set("x-fulcrum-replayed", "true");
            RateHeaders.set(response.headers(), passage.account());
            return response.end(Buffer.buffer(kept.body().get())).otherwiseEmpty();
        });
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Callers.sha256(bytes));
    }
}
