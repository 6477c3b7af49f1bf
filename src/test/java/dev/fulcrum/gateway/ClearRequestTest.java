package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that look like smuggling and are none: they reach the model once, and as the gateway itself writes them. */
class ClearRequestTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String HOST = "host: gateway\r\n";
    private static final String LENGTH = "content-length: " + CHAT.length() + "\r\n";
    private static final String CHUNKED = "transfer-encoding: chunked\r\n";
    private static final String ONE_CHUNK = Integer.toHexString(CHAT.length()) + "\r\n" + CHAT + "\r\n0\r\n\r\n";

    @TempDir
    private static Path home;

    private static ScriptedUpstream upstream;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        Rules.write(home.resolve("rules"), "request/blocked", "xyzzy-never-said", "Block.because( \"no\" )");
        upstream = ChatJson.answering("hello");
        gateway = Gateway.inFrontOf(home, upstream, "whole");
    }

    @BeforeEach
    void forget() {
        upstream.requests().clear();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static String post(String headers, String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\n" + headers + "\r\n" + body;
    }

    private static Arguments head(String what, String headers, String body) {
        return Arguments.of(what, post(headers, body));
    }

    static Stream<Arguments> clear() {
        String size = Integer.toHexString(CHAT.length());
        return Stream.of(
                head("a length", HOST + LENGTH, CHAT),
                head("a length with zeros before it", HOST + "content-length: 00" + CHAT.length() + "\r\n", CHAT),
                head("chunks", HOST + CHUNKED, ONE_CHUNK),
                head("CHUNKED", HOST + "Transfer-Encoding: CHUNKED\r\n", ONE_CHUNK),
                head("an extension", HOST + CHUNKED, size + ";a\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("an extension behind a blank", HOST + CHUNKED, size + " ;a\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("a trailer", HOST + CHUNKED, size + "\r\n" + CHAT + "\r\n0\r\ncontent-length: 3\r\n\r\n"),
                head(
                        "h2c",
                        HOST + LENGTH
                                + "upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABk\r\n",
                        CHAT),
                head("a websocket", HOST + LENGTH + "upgrade: websocket\r\nconnection: upgrade\r\n", CHAT),
                Arguments.of(
                        "a request line with a host of its own",
                        "POST http://other.example/v1/chat/completions HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of("empty lines before it", "\r\n\r\n" + post(HOST + LENGTH, CHAT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clear")
    void reachesTheModelOnce_whenTheRequestIsClear(String what, String request) {
        String answer = raw(request + "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("hello").endsWith("ok\n");
        assertThat(upstream.requests())
                .singleElement()
                .asString()
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                .endsWith("\r\n\r\n" + CHAT)
                .contains("content-length: " + CHAT.length() + "\r\n", "host: 127.0.0.1:")
                .doesNotContainIgnoringCase("transfer-encoding", "upgrade", "http2-settings", "other.example");
    }

    @ParameterizedTest
    @MethodSource("tunnels")
    void opensNoTunnel(String request) {
        String answer = raw(request + post(HOST + LENGTH + "connection: close\r\n", CHAT));

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 40[045] .*");
        assertThat(upstream.requests()).hasSizeLessThanOrEqualTo(1);
    }

    static Stream<String> tunnels() {
        return Stream.of(
                "CONNECT other.example:443 HTTP/1.1\r\nhost: other.example:443\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
                "TRACE /v1/chat/completions HTTP/1.1\r\nhost: x\r\n\r\n");
    }

    private static String raw(String text) {
        return new RawCall(gateway.app().port(), text).answer();
    }
}
