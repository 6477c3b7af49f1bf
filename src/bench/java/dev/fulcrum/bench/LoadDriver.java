package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The clients. In a closed loop each sends its next request when it has read the whole of its last answer; with a rate,
 * requests fall due evenly in time, and whichever client is free sends them.
 *
 * <p>All clients live on one event loop. One round at a time.
 */
final class LoadDriver implements AutoCloseable {
    private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Offer offer;
    private final Prompts prompts;
    private final HttpClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * What is asked of a server.
     *
     * @param clients who ask at the same time, at most
     * @param pause that each client makes between two exchanges
     * @param rate exchanges a second of all clients together, instead of as many as they can; 0 for none
     */
    record Offer(int clients, Duration pause, int rate) {
        /** The same from clients who neither wait nor rest. */
        Offer unpaced() {
            return new Offer(clients, Duration.ZERO, 0);
        }
    }

    LoadDriver(Offer offer, Prompts prompts) {
        this.offer = offer;
        this.prompts = prompts;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(offer.clients()));
    }

    /** Starts a round against a port of the loopback interface; it ends by itself when its last exchange is over. */
    Future<Round> start(int port, Duration duration) {
        Promise<Round> over = Promise.promise();
        loop.runOnContext(begin -> new Running(port, duration, over).begin());
        return over.future();
    }

    /** Runs a round to its end. */
    Round run(int port, Duration duration) throws InterruptedException, ExecutionException, TimeoutException {
        return await(start(port, duration), duration);
    }

    /** Waits for a round of this duration. */
    static Round await(Future<Round> round, Duration duration)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration limit = duration.plus(EXCHANGE_LIMIT).plusSeconds(10);
        return round.toCompletionStage().toCompletableFuture().get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** The state of the round that runs; touched on the event loop only. */
    private final class Running {
        private final RequestOptions options;
        private final Duration duration;
        private final Promise<Round> over;
        private final Round round = new Round();
        private final long began = System.nanoTime();
        private int underWay;
        private boolean closing;

        Running(int port, Duration duration, Promise<Round> over) {
            this.options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI("/v1/chat/completions")
                    .setIdleTimeout(EXCHANGE_LIMIT.toMillis())
                    .putHeader("content-type", "application/json");
            this.duration = duration;
            this.over = over;
        }

        void begin() {
            vertx.setTimer(duration.toMillis(), passed -> {
                closing = true;
                endWhenIdle();
            });
            if (offer.rate() > 0) {
                long periodNanos = TimeUnit.SECONDS.toNanos(1) / offer.rate();
                ScheduledFuture<?> dues = clock.scheduleAtFixedRate(
                        () -> loop.runOnContext(now -> due()), 0, periodNanos, TimeUnit.NANOSECONDS);
                over.future().onComplete(ended -> dues.cancel(false));
            } else {
                for (int i = 0; i < offer.clients(); i++) {
                    exchange();
                }
            }
        }

        /** An exchange falls due. Where no client is free it never takes place, so that nothing piles up. */
        private void due() {
            if (underWay < offer.clients()) {
                exchange();
            }
        }

        private void exchange() {
            if (closing) {
                return;
            }
            underWay++;
            Buffer body = prompts.next();
            long started = System.nanoTime();
            long[] firstByte = {0};
            client.request(options)
                    .compose(request -> request.send(body))
                    .compose(answer -> read(answer, firstByte))
                    .onComplete(ended -> {
                        long nanos = System.nanoTime() - started;
                        if (ended.failed()) {
                            round.failed(ended.cause().toString());
                        }
                        long first = ended.succeeded() ? firstByte[0] - started : nanos;
                        round.add(new Round.Exchange(started, first, nanos, ended.failed()));
                        underWay--;
                        endWhenIdle();
                        rest();
                    });
        }

        private void endWhenIdle() {
            if (closing && underWay == 0) {
                round.end(System.nanoTime() - began);
                over.complete(round);
            }
        }

        private void rest() {
            if (offer.rate() > 0) {
                return; // until an exchange falls due
            }
            if (offer.pause().isZero()) {
                exchange();
            } else {
                vertx.setTimer(offer.pause().toMillis(), rested -> exchange());
            }
        }

        private Future<Void> read(HttpClientResponse answer, long[] firstByte) {
            firstByte[0] = System.nanoTime();
            String policyMicros = answer.getHeader("x-fulcrum-policy-micros");
            if (policyMicros != null) {
                round.addPolicyMicros(Long.parseLong(policyMicros));
            }
            if (answer.getHeader("x-fulcrum-rules") != null) {
                round.addRuled();
            }
            if (answer.statusCode() != 200) {
                return answer.body()
                        .compose(body -> Future.failedFuture("HTTP " + answer.statusCode() + ": " + excerpt(body)));
            }
            boolean[] begun = {false};
            answer.handler(chunk -> {
                if (!begun[0]) {
                    begun[0] = true;
                    firstByte[0] = System.nanoTime();
                }
            });
            return answer.end();
        }

        private static String excerpt(Buffer body) {
            return body.getString(0, Math.min(300, body.length()), UTF_8.name());
        }
    }
}
