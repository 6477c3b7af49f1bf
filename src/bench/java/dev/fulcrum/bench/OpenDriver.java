package dev.fulcrum.bench;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A driver that sends at a rate whatever becomes of what it sent, or with clients that wait for their answers.
 *
 * <p>Lives on one event loop. Time counts from the moment at which a request goes out on a connection; a request that was due when all
 * connections were busy is not sent, so that a driver that falls behind is seen to.
 */
final class OpenDriver implements AutoCloseable {
    private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 9_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client = vertx.createHttpClient(
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
    private final Prompts prompts;

    OpenDriver(Prompts prompts) {
        this.prompts = prompts;
    }

    /**
     * What became of the requests of a round.
     *
     * @param sent within the round
     * @param inTime those with status 200 that came within the round
     * @param answered how long those with status 200 took
     * @param shed how long those with status 429 took
     * @param lost those with another end
     */
    record Seen(long sent, long inTime, Histogram answered, Histogram shed, long lost) {}

    /** Sends so many requests a second. */
    Seen open(int port, double perSecond, Duration duration) throws Exception {
        return run(new Running(port, duration), running -> running.keepRate(perSecond));
    }

    /** Sends as fast as so many clients can that each wait for their answer. */
    Seen closed(int port, int clients, Duration duration) throws Exception {
        return run(new Running(port, duration), running -> running.keepClients(clients));
    }

    private Seen run(Running running, Consumer<Running> course) throws Exception {
        loop.runOnContext(begin -> course.accept(running));
        return running.over
                .future()
                .toCompletionStage()
                .toCompletableFuture()
                .get(running.nanos + EXCHANGE_LIMIT.plusSeconds(10).toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** The state of a round; touched on the event loop only. */
    private final class Running {
        private final RequestOptions options;
        private final long nanos;
        private final long began = System.nanoTime();
        private final Promise<Seen> over = Promise.promise();
        private final Histogram answered = new Histogram();
        private final Histogram shed = new Histogram();
        private long due;
        private long sent;
        private long inTime;
        private long ended;
        private long lost;
        private boolean finishing;

        private Running(int port, Duration duration) {
            this.nanos = duration.toNanos();
            this.options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI("/v1/chat/completions")
                    .setIdleTimeout(EXCHANGE_LIMIT.toMillis())
                    .putHeader("content-type", "application/json");
        }

        private void keepRate(double perSecond) {
            vertx.setPeriodic(1, timer -> {
                long elapsed = Math.min(nanos, System.nanoTime() - began);
                for (; due < elapsed / 1e9 * perSecond; due++) {
                    if (sent - ended < CONNECTIONS) {
                        exchange(() -> {});
                    }
                }
                if (elapsed == nanos) {
                    vertx.cancelTimer(timer);
                    finishing = true;
                    finish();
                }
            });
        }

        private void keepClients(int clients) {
            for (int i = 0; i < clients; i++) {
                next();
            }
        }

        private void next() {
            if (System.nanoTime() - began < nanos) {
                due++;
                exchange(this::next);
            } else {
                finishing = true;
            }
        }

        private void exchange(Runnable then) {
            sent++;
            Buffer body = prompts.next();
            long[] out = new long[1];
            client.request(options)
                    .compose(request -> {
                        out[0] = System.nanoTime();
                        return request.send(body);
                    })
                    .compose(answer -> answer.body().map(read -> answer.statusCode()))
                    .onComplete(status -> {
                        long now = System.nanoTime();
                        if (status.failed() || (status.result() != 200 && status.result() != 429)) {
                            lost++;
                        } else {
                            (status.result() == 200 ? answered : shed).add(now - out[0]);
                            inTime += status.result() == 200 && now - began <= nanos ? 1 : 0;
                        }
                        ended++;
                        then.run();
                        finish();
                    });
        }

        private void finish() {
            if (finishing && ended == sent) {
                over.tryComplete(new Seen(sent, inTime, answered, shed, lost));
            }
        }
    }
}
