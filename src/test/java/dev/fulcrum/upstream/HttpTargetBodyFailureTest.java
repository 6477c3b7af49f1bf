package dev.fulcrum.upstream;

import static dev.fulcrum.upstream.Caller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Attempt.Outcome;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures in the body of an answer. */
class HttpTargetBodyFailureTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String BODY = "{\"model\":\"m\"}";

    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    private UpstreamFailure failureOf(HttpTarget.Settings settings) {
        return caller.failure(new HttpTarget(caller.vertx(), settings), chat(BODY));
    }

    private UpstreamFailure failureOf(LyingServer.Script script) throws IOException {
        try (LyingServer server = new LyingServer(script)) {
            return failureOf(HttpTargets.patient(server.url()));
        }
    }

    @Test
    void timeout_whenTheBodyFallsSilent() throws IOException {
        try (LyingServer server = new LyingServer(
                LyingServer.answering("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"))) {
            UpstreamFailure failure = failureOf(HttpTargets.withIdle(server.url(), SHORT));
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(failure.detail()).contains("silence").contains("200 ms");
        }
    }

    @Test
    void answered_whenTheBodyTricklesFasterThanTheIdleTime() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                connection.write("x");
                Thread.sleep(50);
            }
        })) {
            HttpTarget target =
                    new HttpTarget(caller.vertx(), HttpTargets.withIdle(server.url(), Duration.ofMillis(600)));
            assertThat(caller.ask(target, BODY).text()).isEqualTo("x".repeat(20));
        }
    }

    @Test
    void invalid_whenTheReceiverBreaksAtTheEnd() throws IOException {
        try (LyingServer server =
                new LyingServer(LyingServer.answering("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"))) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
            assertThatThrownBy(() -> caller.await(() -> target.send(chat(BODY)).compose(answer -> {
                        Promise<Void> told = Promise.promise();
                        answer.body()
                                .exceptionHandler(told::tryFail)
                                .endHandler(end -> {
                                    throw new StackOverflowError("for the test");
                                })
                                .resume();
                        return told.future();
                    })))
                    .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.outcome())
                            .isEqualTo(Outcome.INVALID));
        }
    }

    @Test
    void cut_whenAChunkBreaksOff() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n40\r\nhalf");
            connection.finish();
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void cut_whenTheLastChunkIsMissing() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n");
            connection.finish();
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void cut_whenTheContentLengthIsTooLong() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"half\":");
            connection.finish();
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void cut_whenTheServerResetsAfterTheHead() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\n");
            connection.reset();
        });
        // the reset may overtake the head on its way through the kernel
        assertThat(failure.outcome()).isIn(Outcome.CUT, Outcome.UNREACHABLE);
    }

    @Test
    void invalid_whenAChunkSizeIsNoNumber() throws IOException {
        UpstreamFailure failure = failureOf(LyingServer.answering(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nx\r\n"));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
    }

    @Test
    void cut_whenTheConnectionBreaksBeforeAnybodyListens() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
            connection.finish();
        })) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
            UpstreamAnswer answer = caller.head(target, chat(BODY));
            await().until(() -> server.closedByClient() == 1);
            assertThatThrownBy(() -> caller.body(answer))
                    .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.outcome())
                            .isEqualTo(Outcome.CUT));
        }
    }
}
