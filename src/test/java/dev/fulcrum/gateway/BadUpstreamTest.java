package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that fail or lie, alone and with another target behind them. */
class BadUpstreamTest {
    private static final String ANSWER = ChatJson.answer("Hello").encode();
    private static final String CHUNK = "data: " + ChatStream.chunk("Hel", null) + "\n\n";

    @TempDir
    private Path home;

    private static String config(String firstUrl, boolean second, String extra) {
        return """
                targets:
                  - { name: bad, kind: http, url: "%s", first-byte-timeout: 1s, idle-timeout: 1s, connect-timeout: 1s }
                  - { name: good, kind: simulated, character: balanced }
                routes:
                  - { name: all, models: [ "*" ], targets: [ %s ], deadline: 20s }
                %s
                """
                .formatted(firstUrl, second ? "bad, good" : "bad", extra);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie(
                        "answers HTML",
                        502,
                        "invalid",
                        (socket, out) -> ScriptedUpstream.write(out, 200, "text/html", "<html>maintenance</html>")),
                lie(
                        "answers half a JSON",
                        502,
                        "cut",
                        (socket, out) -> ScriptedUpstream.write(out, 200, "application/json", ANSWER.substring(0, 80))),
                lie(
                        "announces more than it sends",
                        502,
                        "cut",
                        (socket, out) -> ScriptedUpstream.raw(
                                out,
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n"
                                        + ANSWER)),
                lie(
                        "announces less than it sends",
                        502,
                        "cut",
                        (socket, out) -> ScriptedUpstream.raw(
                                out,
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n"
                                        + ANSWER)),
                lie(
                        "sends an empty answer",
                        502,
                        "",
                        (socket, out) -> ScriptedUpstream.write(out, 200, "application/json", "")),
                lie("says nothing at all and closes", 502, "unreachable", (socket, out) -> socket.close()),
                lie("accepts and stays silent", 504, "timeout", (socket, out) -> Thread.sleep(8000)),
                lie("begins and resets", 502, "cut", (socket, out) -> {
                    ScriptedUpstream.raw(
                            out,
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                                    + "10\r\n" + ANSWER.substring(0, 16) + "\r\n");
                    socket.setSoLinger(true, 0);
                    socket.close();
                }),
                lie("stalls in its answer", 504, "timeout", (socket, out) -> {
                    ScriptedUpstream.raw(
                            out,
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"id\":");
                    Thread.sleep(8000);
                }),
                lie(
                        "answers 500",
                        502,
                        "error",
                        (socket, out) -> ScriptedUpstream.write(
                                out, 500, "application/json", "{\"error\":{\"message\":\"oops\"}}")),
                lie(
                        "answers 503",
                        502,
                        "error",
                        (socket, out) -> ScriptedUpstream.write(out, 503, "text/plain", "busy")),
                lie(
                        "redirects",
                        502,
                        "invalid",
                        (socket, out) -> ScriptedUpstream.raw(
                                out,
                                "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n"
                                        + "connection: close\r\n\r\n")));
    }

    private static Arguments lie(String what, int status, String attempt, ScriptedUpstream.Script script) {
        return Arguments.of(what, status, attempt, script);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void failsClearly_whenItIsTheOnlyTarget(String what, int status, String attempt, ScriptedUpstream.Script script) {
        try (ScriptedUpstream upstream = new ScriptedUpstream(script);
                Gateway gateway = Gateway.start(home, config(upstream.url(), false, ""))) {
            HttpResponse<String> response = gateway.ask("any", "hello there");

            assertThat(response.statusCode()).isEqualTo(status);
            JsonObject error = new JsonObject(response.body()).getJsonObject("error");
            assertThat(error.getString("type")).isEqualTo("upstream_error");
            assertThat(error.getString("message")).contains("`bad`");
            assertThat(gateway.entries(response)).singleElement().satisfies(entry -> {
                assertThat(entry.getString("outcome")).isEqualTo("failed");
                assertThat(entry.getJsonArray("attempts").getJsonObject(0).getString("outcome"))
                        .contains(attempt);
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void isAnsweredByTheNext_whenThereIsAnother(
            String what, int status, String attempt, ScriptedUpstream.Script script) {
        try (ScriptedUpstream upstream = new ScriptedUpstream(script);
                Gateway gateway = Gateway.start(home, config(upstream.url(), true, ""))) {
            HttpResponse<String> response = gateway.ask("any", "What are your opening hours?");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-fulcrum-target")).contains("good");
            assertThat(gateway.entries(response)).singleElement().satisfies(entry -> assertThat(
                            entry.getJsonArray("attempts"))
                    .hasSize(2));
        }
    }

    @Test
    void isAnsweredByTheNext_whenNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Gateway gateway = Gateway.start(home, config("http://127.0.0.1:" + port, true, ""))) {
            assertThat(gateway.ask("any", "hello there").headers().firstValue("x-fulcrum-target"))
                    .contains("good");
        }
    }

    @Test
    void passesTheAnswerOn_whenItIsTheCallersFault() {
        String body =
                "{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\",\"code\":\"context_length\"}}";
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(400, "application/json", body);
                Gateway gateway = Gateway.start(home, config(upstream.url(), true, ""))) {
            HttpResponse<String> response = gateway.ask("any", "hello there");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).isEqualTo(body);
            assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("failed");
        }
    }

    @Test
    void breaksOffVisibly_whenAFlowingStreamBreaksOff() {
        String allOff =
                """
                policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s }
                """;
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> ScriptedUpstream.raw(
                        out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + CHUNK));
                Gateway gateway = Gateway.start(home, config(upstream.url(), false, allOff))) {
            Rules.silenceResponses(gateway);
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", Gateway.chat("any", "hello", true).encode());

            assertThat(response.body()).startsWith(CHUNK).contains("\"error\"").doesNotContain("data: [DONE]");
            assertThat(gateway.entries(response))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getString("outcome")).isEqualTo("failed"));
        }
    }
}
