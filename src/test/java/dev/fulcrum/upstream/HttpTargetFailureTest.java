package dev.fulcrum.upstream;

import static dev.fulcrum.upstream.Caller.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Attempt.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures before an answer's head is there. */
class HttpTargetFailureTest {
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
    void unreachable_whenNobodyListens() throws IOException {
        URI url;
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            url = server.url();
        }
        UpstreamFailure failure = failureOf(HttpTargets.patient(url));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.detail()).contains("refused").contains(String.valueOf(url.getPort()));
    }

    @Test
    void noAnswer_whenTheNameHasNoAddress() {
        UpstreamFailure failure = failureOf(HttpTargets.patient(URI.create("http://nobody.invalid")));
        // a machine without a name server learns nothing about the name in time
        assertThat(failure.outcome()).isIn(Outcome.UNREACHABLE, Outcome.TIMEOUT);
    }

    @Test
    void unreachable_whenTheLookupFails() {
        HttpTarget.Settings settings = HttpTargets.patient(URI.create("http://nobody.invalid"));
        UpstreamFailure failure = Causes.beforeHead(new UnknownHostException("nobody.invalid"), settings);
        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.detail()).isEqualTo("no address found for nobody.invalid");
    }

    @Test
    void timeout_whenTheConnectionIsNotTakenUp() throws IOException {
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, crowd);
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            UpstreamFailure failure = failureOf(HttpTargets.withConnect(url, SHORT, 4));
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(failure.detail()).contains("no connection").contains("200 ms");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket full, List<Socket> crowd) throws IOException {
        while (crowd.size() < 100) {
            Socket socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (SocketTimeoutException queueIsFull) {
                return;
            }
        }
    }

    @Test
    void timeout_whenTheServerSaysNothing() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.awaitClose();
        })) {
            UpstreamFailure failure = failureOf(HttpTargets.withFirstByte(server.url(), SHORT));
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(failure.detail()).contains("no answer within 200 ms");
        }
    }

    @Test
    void timeout_whenTheHeadTrickles() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000; i++) {
                connection.write("x-h" + i + ": drip\r\n");
                Thread.sleep(20);
            }
        })) {
            assertThat(failureOf(HttpTargets.withFirstByte(server.url(), SHORT)).outcome())
                    .isEqualTo(Outcome.TIMEOUT);
        }
    }

    @Test
    void timeout_whenNoConnectionComesFree() throws IOException {
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.hold();
        })) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.withConnect(server.url(), SHORT, 1));
            caller.context().runOnContext(ignored -> target.send(chat(BODY)));
            UpstreamFailure failure = caller.failure(target, chat(BODY));
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(failure.detail()).contains("no connection within");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void unreachable_whenTheServerClosesWithoutAWord() throws IOException {
        UpstreamFailure failure = failureOf((LyingServer.Script) LyingServer.Connection::read);
        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.detail()).contains("closed the connection before it answered");
    }

    @Test
    void unreachable_whenTheHeadIsCut() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\ncontent-type: appli");
            connection.finish();
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void unreachable_whenTheServerResets() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.reset();
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: 2\r\ncontent-length: 5\r\n\r\n{}",
                "content-length: 2, 5\r\n\r\n{}",
                "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            })
    void invalid_whenTheAnswerHasTwoLengths(String rest) throws IOException {
        String answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + rest;
        UpstreamFailure failure = failureOf(LyingServer.answering(answer));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(failure.detail()).contains("not HTTP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "<html>Bad Gateway</html>\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
            })
    void invalid_whenTheAnswerIsNotHttp(String answer) throws IOException {
        UpstreamFailure failure = failureOf(LyingServer.answering(answer));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(failure.detail()).contains("not HTTP");
    }

    @Test
    void invalid_whenTheHeadIsEndless() throws IOException {
        UpstreamFailure failure = failureOf(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100_000; i++) {
                connection.write("x-h" + i + ": " + "y".repeat(100) + "\r\n");
            }
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 304, 307, 308})
    void invalid_whenTheTargetRedirects(int status) throws IOException {
        UpstreamFailure failure = failureOf(LyingServer.answering(
                "HTTP/1.1 " + status + " Elsewhere\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(failure.detail()).contains(status + ": redirects are not followed");
    }

    @Test
    void invalid_whenTheBodyIsCompressedUnasked() throws IOException {
        UpstreamFailure failure = failureOf(LyingServer.answering(
                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\u001f\u0008"));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(failure.detail()).contains("gzip");
    }

    @Test
    void unreachable_whenTheTargetWasClosed() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
            Caller.result(target.close());
            assertThat(caller.failure(target, chat(BODY)).outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
    }

    @Test
    void invalid_whenThePathCouldSplitTheRequest() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"))) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url()));
            UpstreamRequest split = Caller.request("/v1 HTTP/1.1\r\nx: y", BODY);
            assertThat(caller.failure(target, split).outcome()).isEqualTo(Outcome.INVALID);
            assertThat(server.accepted()).isZero();
        }
    }
}
