package dev.fulcrum.upstream;

import static dev.fulcrum.upstream.Caller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fulcrum.upstream.Caller.Reply;
import dev.fulcrum.upstream.LyingServer.Received;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {
    private static final String BODY = "{ \"model\":\"m\",  \"messages\":[{\"role\":\"user\",\"content\":\"你好 🏦\"}] }";

    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    private HttpTarget target(LyingServer server) {
        return new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
    }

    @Test
    void bytesArriveUnchanged_whenSentAndAnswered() throws IOException {
        String answer = "{\"b\" : 1,\n \"a\":\"再见 👋\"}";
        try (LyingServer server = new LyingServer(LyingServer.serving(answer))) {
            Reply reply = caller.ask(target(server), BODY);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo(answer);
            Received received = server.received().get(0);
            assertThat(received.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(received.body()).isEqualTo(Buffer.buffer(BODY));
        }
    }

    @Test
    void hostAndIdentityAreSet_whenTheCallerSaysOtherwise() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            UpstreamRequest request = chat(BODY);
            request.headers()
                    .set("host", "gateway.example")
                    .set("accept-encoding", "gzip, br")
                    .set("content-length", "999999")
                    .set("transfer-encoding", "chunked")
                    .set("connection", "close")
                    .set("expect", "100-continue")
                    .set("openai-beta", "assistants=v2");
            caller.ask(target(server), request);
            Received received = server.received().get(0);
            assertThat(received.header("host")).isEqualTo(server.url().getAuthority());
            assertThat(received.header("accept-encoding")).isEqualTo("identity");
            assertThat(received.header("openai-beta")).isEqualTo("assistants=v2");
            assertThat(received.header("content-length"))
                    .isEqualTo(String.valueOf(request.body().length()));
            assertThat(received.header("transfer-encoding")).isNull();
            assertThat(received.header("connection")).isNull();
            assertThat(received.header("expect")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /v1/chat/completions, /v1/chat/completions",
        "/, /v1/chat/completions, /v1/chat/completions",
        "/openai, /v1/chat/completions, /openai/v1/chat/completions",
        "/openai/, /v1/chat/completions?api-version=2024, /openai/v1/chat/completions?api-version=2024",
        "/v1, /v1/chat/completions, /v1/chat/completions",
        "/api/v1/, /v1/embeddings, /api/v1/embeddings",
        "/api/v10, /v1/embeddings, /api/v10/v1/embeddings",
    })
    void pathIsPutTogether_whenTheUrlHasOne(String prefix, String path, String expected) throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url("127.0.0.1", prefix)));
            caller.ask(target, Caller.request(path, BODY));
            assertThat(server.received().get(0).line()).isEqualTo("POST " + expected + " HTTP/1.1");
        }
    }

    @Test
    void hopByHopHeadersAndCookiesStayBehind_whenAnswered() throws IOException {
        String answer =
                """
                HTTP/1.1 200 OK\r
                Content-Type: text/plain\r
                Content-Length: 2\r
                Connection: keep-alive, X-Hop\r
                Keep-Alive: timeout=5\r
                X-Hop: 1\r
                Set-Cookie: session=1\r
                X-Fulcrum-Outcome: answered\r
                X-Request-Id: req_1\r
                \r
                ok""";
        try (LyingServer server = new LyingServer(LyingServer.answering(answer))) {
            Reply reply = caller.ask(target(server), BODY);
            assertThat(reply.headers().names()).containsExactlyInAnyOrder("Content-Type", "X-Request-Id");
            assertThat(reply.text()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 401, 404, 429, 500, 503, 599})
    void answered_whenTheStatusIsTheCallersToRead(int status) throws IOException {
        String answer = "HTTP/1.1 " + status + " Any\r\ncontent-length: 4\r\n\r\nbody";
        try (LyingServer server = new LyingServer(LyingServer.answering(answer))) {
            Reply reply = caller.ask(target(server), BODY);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo("body");
        }
    }

    @Test
    void answered_whenTheServerSendsHtml() throws IOException {
        String html = "<html><body>登录</body></html>";
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n" + html);
            connection.finish();
        })) {
            Reply reply = caller.ask(target(server), BODY);
            assertThat(reply.headers().get("content-type")).isEqualTo("text/html");
            assertThat(reply.text()).isEqualTo(html);
        }
    }

    @Test
    void answered_whenInformationalAnswersComeFirst() throws IOException {
        String early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
        try (LyingServer server = new LyingServer(LyingServer.answering(early + LyingServer.ok("{}")))) {
            assertThat(caller.ask(target(server), BODY).text()).isEqualTo("{}");
        }
    }

    @Test
    void connectionIsKept_whenAnswersEnd() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = target(server);
            for (int i = 0; i < 5; i++) {
                caller.ask(target, BODY);
            }
            assertThat(server.received()).hasSize(5);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void connectionIsNotKept_whenTheServerSaysSo() throws IOException {
        String closing = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
        try (LyingServer server = new LyingServer(LyingServer.answering(closing))) {
            HttpTarget target = target(server);
            caller.ask(target, BODY);
            caller.ask(target, BODY);
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void answersComeOnTheCallersThread_whenManyLoopsShareATarget() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"));
                Caller one = new Caller()) {
            HttpTarget target = new HttpTarget(one.vertx(), HttpTargets.patient(server.url()));
            Set<String> strayed = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 20; i++) {
                Context loop = i % 2 == 0 ? one.context() : ((VertxInternal) one.vertx()).createEventLoopContext();
                Promise<Void> done = Promise.promise();
                loop.runOnContext(ignored -> {
                    Thread mine = Thread.currentThread();
                    target.send(chat(BODY)).onComplete(answer -> {
                        note(strayed, mine);
                        answer.result()
                                .body()
                                .handler(chunk -> note(strayed, mine))
                                .endHandler(end -> {
                                    note(strayed, mine);
                                    done.complete();
                                })
                                .resume();
                    });
                });
                Caller.result(done.future());
            }
            assertThat(strayed).isEmpty();
        }
    }

    private static void note(Set<String> strayed, Thread expected) {
        if (Thread.currentThread() != expected) {
            strayed.add(Thread.currentThread().getName() + " instead of " + expected.getName());
        }
    }

    @Test
    void refuses_whenCalledOutsideAnEventLoop() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = target(server);
            assertThatIllegalStateException().isThrownBy(() -> target.send(chat(BODY)));
        }
    }

    @Test
    void headersOfTheRequestStayAsTheyWere_whenSent() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            UpstreamRequest request = chat(BODY);
            MultiMap before = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
            caller.ask(target(server), request);
            assertThat(request.headers()).hasToString(before.toString());
        }
    }
}
