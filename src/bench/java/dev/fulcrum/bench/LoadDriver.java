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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A closed loop of clients: each sends its next request when it has read the whole of its last answer.
 *
 * <p>All clients live on one event loop. One round at a time.
 */
final class LoadDriver implements AutoCloseable {
    private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final int connections;
    private final Duration pause;
    private final Prompts prompts;
    private final HttpClient client;

    /** Prepares {@code connections} clients, each of which rests for {@code pause} between two exchanges. */
    LoadDriver(int connections, Duration pause, Prompts prompts) {
        this.connections = connections;
        this.pause = pause;
        this.prompts = prompts;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
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
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** The state of the round that runs; touched on the event loop only. */
    private final class Running {
        private final RequestOptions options;
        private final long deadline;
        private final Promise<Round> over;
        private final Round round = new Round();
        private final long began = System.nanoTime();
        private int clients = connections;

        Running(int port, Duration duration, Promise<Round> over) {
            this.options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI("/v1/chat/completions")
                    .setIdleTimeout(EXCHANGE_LIMIT.toMillis())
                    .putHeader("content-type", "application/json");
            this.deadline = began + duration.toNanos();
            this.over = over;
        }

        void begin() {
            for (int i = 0; i < connections; i++) {
                exchange();
            }
        }

        private void exchange() {
            if (System.nanoTime() - deadline >= 0) {
                clients--;
                if (clients == 0) {
                    round.end(System.nanoTime() - began);
                    over.complete(round);
                }
                return;
            }
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
                        rest();
                    });
        }

        private void rest() {
            if (pause.isZero()) {
                exchange();
            } else {
                vertx.setTimer(pause.toMillis(), rested -> exchange());
            }
        }

        private Future<Void> read(HttpClientResponse answer, long[] firstByte) {
            firstByte[0] = System.nanoTime();
            String policyMicros = answer.getHeader("x-fulcrum-policy-micros");
            if (policyMicros != null) {
                round.addPolicyMicros(Long.parseLong(policyMicros));
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
