package dev.fulcrum.upstream;

import static dev.fulcrum.upstream.Caller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.upstream.Caller.Reply;
import dev.fulcrum.upstream.LyingServer.Script;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of connections after an answer. */
class HttpTargetConnectionTest {
    private static final String BODY = "{\"model\":\"m\"}";

    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    private HttpTarget target(LyingServer server) {
        return new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
    }

    @Test
    void answered_whenTheServerClosedTheIdleConnection() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write(LyingServer.ok("{}"));
            connection.finish();
        })) {
            HttpTarget target = target(server);
            for (int i = 1; i <= 3; i++) {
                assertThat(caller.ask(target, BODY).text()).isEqualTo("{}");
                int closed = i;
                await().until(() -> server.closedByClient() == closed);
            }
            assertThat(server.accepted()).isEqualTo(3);
        }
    }

    /** The event loop is kept busy while the server ends the connection, and so finds it in the pool all the same. */
    private Reply askAfter(HttpTarget target, CountDownLatch goOn, CountDownLatch ended) {
        return caller.await(() -> {
            goOn.countDown();
            try {
                ended.await();
            } catch (InterruptedException over) {
                return Future.failedFuture(over);
            }
            return target.send(chat(BODY)).compose(Caller::collect);
        });
    }

    @Test
    void sentAgain_whenTheRequestCouldNotBeWritten() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Script resetting = connection -> {
            connection.read();
            connection.write(LyingServer.ok("first"));
            goOn.await();
            connection.reset();
            ended.countDown();
        };
        try (LyingServer server = new LyingServer(resetting, LyingServer.serving("second"))) {
            HttpTarget target = target(server);
            assertThat(caller.ask(target, BODY).text()).isEqualTo("first");
            assertThat(askAfter(target, goOn, ended).text()).isEqualTo("second");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void unreachable_whenTheRequestWasWrittenToAClosedConnection() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Script closing = connection -> {
            connection.read();
            connection.write(LyingServer.ok("first"));
            goOn.await();
            connection.close();
            ended.countDown();
        };
        try (LyingServer server = new LyingServer(closing, LyingServer.serving("second"))) {
            HttpTarget target = target(server);
            assertThat(caller.ask(target, BODY).text()).isEqualTo("first");
            UpstreamFailure failure = catchThrowableOfType(UpstreamFailure.class, () -> askAfter(target, goOn, ended));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void notSentAgain_whenTheServerClosedAfterReadingIt() throws IOException {
        Script oneThenNothing = connection -> {
            connection.read();
            connection.write(LyingServer.ok("first"));
            connection.read();
        };
        try (LyingServer server = new LyingServer(oneThenNothing, LyingServer.serving("second"))) {
            HttpTarget target = target(server);
            caller.ask(target, BODY);
            assertThat(caller.failure(target, chat(BODY)).outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(server.received()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " world",
                " world\r\n",
                "\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nspoofed",
                "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n",
            })
    void nextAnswerIsClean_whenTheContentLengthIsTooShort(String stray) throws IOException {
        String answer = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello" + stray;
        try (LyingServer server = new LyingServer(LyingServer.answering(answer), LyingServer.serving("clean"))) {
            HttpTarget target = target(server);
            assertThat(caller.ask(target, BODY).text()).isEqualTo("hello");
            assertThat(caller.ask(target, BODY).text()).isEqualTo("clean");
        }
    }

    @Test
    void nextAnswerIsClean_whenItIsAskedForInTheEndHandler() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello world";
        try (LyingServer server = new LyingServer(LyingServer.answering(answer), LyingServer.serving("clean"))) {
            HttpTarget target = target(server);
            Promise<Reply> second = Promise.promise();
            caller.head(target, chat(BODY))
                    .body()
                    .endHandler(end ->
                            target.send(chat(BODY)).compose(Caller::collect).onComplete(second::handle))
                    .resume();
            assertThat(Caller.result(second.future()).text()).isEqualTo("clean");
        }
    }

    @Test
    void nextAnswerIsClean_whenTheServerSpeaksUnasked() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        Script talkative = connection -> {
            connection.read();
            connection.write(LyingServer.ok("first"));
            goOn.await();
            connection.write(LyingServer.ok("unasked"));
            connection.awaitClose();
        };
        try (LyingServer server = new LyingServer(talkative, LyingServer.serving("clean"))) {
            HttpTarget target = target(server);
            assertThat(caller.ask(target, BODY).text()).isEqualTo("first");
            goOn.countDown();
            await().until(() -> server.closedByClient() == 1);
            assertThat(caller.ask(target, BODY).text()).isEqualTo("clean");
        }
    }

    @Test
    void nextAnswerArrives_whenTheLastOneStillLiesUnread() throws IOException {
        for (int chunks = 1; chunks <= 24; chunks++) {
            String answer =
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n";
            try (LyingServer server = new LyingServer(connection -> {
                connection.read();
                connection.write(answer);
                connection.read();
                connection.write(LyingServer.ok("next"));
                connection.awaitClose();
            })) {
                HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
                UpstreamAnswer unread = caller.head(target, chat(BODY));
                UpstreamRequest next = chat(BODY);
                if (chunks < 16) {
                    assertThat(caller.ask(target, next).text()).isEqualTo("next");
                }
                assertThat(caller.body(unread).text()).isEqualTo("x".repeat(chunks));
            }
        }
    }
}
