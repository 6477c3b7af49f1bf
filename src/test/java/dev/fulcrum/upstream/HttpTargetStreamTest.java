package dev.fulcrum.upstream;

import static dev.fulcrum.upstream.Caller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.upstream.LyingServer.Script;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams: back-pressure, silence while paused, giving up. */
class HttpTargetStreamTest {
    private static final String BODY = "{\"model\":\"m\",\"stream\":true}";
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 2_000;
    private static final long BOUND = 40L * 1024 * 1024; // the kernel's buffers on both sides, and a little more
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    private HttpTarget target(LyingServer server) {
        return new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
    }

    private static Script flooding(AtomicLong written) {
        byte[] chunk = ("10000\r\n" + "x".repeat(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return connection -> {
            connection.read();
            connection.write(HEAD);
            for (int i = 0; i < CHUNKS; i++) {
                connection.write(chunk);
                written.addAndGet(CHUNK);
            }
            connection.write("0\r\n\r\n");
            connection.awaitClose();
        };
    }

    @Test
    void readingStops_whenTheReceiverPauses() throws IOException {
        AtomicLong written = new AtomicLong();
        try (LyingServer server = new LyingServer(flooding(written))) {
            UpstreamAnswer answer = caller.head(target(server), chat(BODY));
            awaitStandstill(written);
            assertThat(written.get()).isBetween(1L, BOUND);
            AtomicLong read = new AtomicLong();
            Promise<Void> end = Promise.promise();
            caller.context().runOnContext(ignored -> answer.body()
                    .exceptionHandler(end::tryFail)
                    .endHandler(done -> end.tryComplete())
                    .handler(chunk -> read.addAndGet(chunk.length()))
                    .fetch(3));
            awaitStandstill(written);
            assertThat(read.get()).isBetween(1L, 3L * CHUNK);
            assertThat(written.get()).isLessThan(BOUND);
            caller.context().runOnContext(ignored -> answer.body().resume());
            Caller.result(end.future());
            assertThat(read.get()).isEqualTo((long) CHUNK * CHUNKS);
        }
    }

    private static void awaitStandstill(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> last.getAndSet(written.get()) == written.get());
    }

    @Test
    void noTimeout_whenTheReceiverIsPausedForLongerThanTheIdleTime() throws IOException {
        try (LyingServer server =
                new LyingServer(LyingServer.answering(HEAD + "5\r\nhello\r\n" + "6\r\n world\r\n" + "0\r\n\r\n"))) {
            HttpTarget target =
                    new HttpTarget(caller.vertx(), HttpTargets.withIdle(server.url(), Duration.ofMillis(100)));
            UpstreamAnswer answer = caller.head(target, chat(BODY));
            caller.await(() -> caller.vertx().timer(500));
            assertThat(caller.body(answer).text()).isEqualTo("hello world");
        }
    }

    @Test
    void connectionIsClosed_whenTheReceiverCancels() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.answering(HEAD + "5\r\nhello\r\n"))) {
            UpstreamAnswer answer = caller.head(target(server), chat(BODY));
            AtomicInteger events = new AtomicInteger();
            CountDownLatch first = new CountDownLatch(1);
            caller.context().runOnContext(ignored -> answer.body()
                    .exceptionHandler(error -> events.incrementAndGet())
                    .endHandler(end -> events.incrementAndGet())
                    .handler(chunk -> first.countDown())
                    .resume());
            await().until(() -> first.getCount() == 0);
            caller.context().runOnContext(ignored -> {
                answer.cancel();
                answer.cancel();
            });
            await().atMost(SECOND).until(() -> server.closedByClient() == 1);
            caller.await(() -> caller.vertx().timer(50));
            assertThat(events).hasValue(0);
        }
    }

    @Test
    void connectionIsClosed_whenAFloodIsCancelledWhilePaused() throws IOException {
        AtomicLong written = new AtomicLong();
        AtomicBoolean broke = new AtomicBoolean();
        Script flood = flooding(written);
        try (LyingServer server = new LyingServer(connection -> {
            try {
                flood.play(connection);
            } catch (IOException closed) {
                broke.set(true);
            }
        })) {
            UpstreamAnswer answer = caller.head(target(server), chat(BODY));
            awaitStandstill(written);
            caller.context().runOnContext(ignored -> answer.cancel());
            await().atMost(SECOND).untilTrue(broke);
        }
    }

    @Test
    void connectionIsKept_whenCancelledAfterTheEnd() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = target(server);
            UpstreamAnswer answer = caller.head(target, chat(BODY));
            caller.body(answer);
            caller.context().runOnContext(ignored -> answer.cancel());
            caller.ask(target, BODY);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void otherExchangesGoOn_whenAWhollyReceivedAnswerIsCancelled() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = target(server);
            UpstreamAnswer unread = caller.head(target, chat(BODY));
            caller.await(() -> caller.vertx().timer(50)); // its connection is back in the pool
            UpstreamAnswer next = caller.head(target, chat(BODY));
            caller.context().runOnContext(ignored -> unread.cancel());
            assertThat(caller.body(next).text()).isEqualTo("{}");
        }
    }

    @Test
    void cancelled_whenTheCallerLeavesBeforeTheAnswerBegins() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.awaitClose();
        })) {
            HttpTarget target = target(server);
            Promise<Void> gone = Promise.promise();
            Promise<UpstreamAnswer> answer = Promise.promise();
            caller.context().runOnContext(ignored -> target.send(chat(BODY), gone.future())
                    .onComplete(answer::handle));
            await().until(() -> server.received().size() == 1);
            caller.context().runOnContext(ignored -> gone.complete());
            await().atMost(SECOND).until(() -> server.closedByClient() == 1);
            assertThat(answer.future().cause())
                    .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.outcome())
                            .isEqualTo(Outcome.CANCELLED));
        }
    }

    @Test
    void connectionIsClosed_whenTheServerDoesNotReadALargeRequest() throws IOException {
        int size = 64 * 1024 * 1024;
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong read = new AtomicLong(-1);
        try (LyingServer server = new LyingServer(connection -> {
            goOn.await();
            read.set(connection.awaitClose());
        })) {
            HttpTarget target =
                    new HttpTarget(caller.vertx(), HttpTargets.withFirstByte(server.url(), Duration.ofMillis(300)));
            UpstreamFailure failure = caller.failure(target, chat("x".repeat(size)));
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
            goOn.countDown();
            await().until(() -> read.get() >= 0);
            assertThat(read.get()).isLessThan(size);
        }
    }
}
