package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers send by mistake or by malice: the surface's own error, one entry, nothing hanging. */
class BadInputTest {
    @TempDir
    private static Path home;

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(
                home,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ help-desk ], targets: [ sim ] } ]
                limits: { body: 1MiB, headers: 8KiB, depth: 32, request-time: 2s }
                apps:
                  - name: desk
                    keys: [ "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90" ]
                  - name: other
                    keys: [ "sha256:81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9" ]
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> post(String body) {
        return gateway.post("/v1/chat/completions", body, "authorization", "Bearer alice");
    }

    static Stream<Arguments> bodies() {
        String nested = "[".repeat(100) + "]".repeat(100);
        return Stream.of(
                Arguments.of("broken", "{\"model\": \"help-desk\", \"messages\": [", 400),
                Arguments.of("empty", "", 400),
                Arguments.of("no object", "[1,2]", 400),
                Arguments.of("html", "<html></html>", 400),
                Arguments.of("no model", "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", 400),
                Arguments.of("no messages", "{\"model\":\"help-desk\"}", 400),
                Arguments.of("messages of a wrong type", "{\"model\":\"help-desk\",\"messages\":\"hi\"}", 400),
                Arguments.of(
                        "content of a wrong type",
                        "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                        400),
                Arguments.of(
                        "lone surrogate",
                        "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud800b\"}]}",
                        400),
                Arguments.of(
                        "a key twice",
                        "{\"model\":\"help-desk\",\"messages\":[],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        400),
                Arguments.of(
                        "two documents",
                        "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}{}",
                        400),
                Arguments.of(
                        "too deep",
                        "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"x\":" + nested
                                + "}",
                        400),
                Arguments.of(
                        "unknown model",
                        "{\"model\":\"gpt-99\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        404),
                Arguments.of(
                        "ten megabytes of text",
                        "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                + "文".repeat(3_500_000) + "\"}]}",
                        413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void getsTheSurfacesError_whenTheBodyIsWrong(String what, String body, int status) {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(status);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("message"))
                .isNotBlank()
                .doesNotContain("dev.fulcrum")
                .doesNotContain("Exception");
        assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("failed");
        assertThat(gateway.entries(response)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("outcome")).isEqualTo("failed");
            assertThat(entry.getInteger("status")).isEqualTo(status);
        });
    }

    @Test
    void isRefused_whenTheKeyIsWrongOrMissing() {
        String chat = Gateway.chat("help-desk", "hi", false).encode();
        for (String[] headers : List.of(
                new String[] {"authorization", "Bearer eve"}, new String[] {"x-api-key", "eve"}, new String[] {})) {
            HttpResponse<String> response = gateway.post("/v1/chat/completions", chat, headers);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(new JsonObject(response.body()).getJsonObject("error").getString("code"))
                    .isEqualTo("invalid_api_key");
            assertThat(gateway.entries(response)).hasSize(1);
        }
        assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(401);
        assertThat(gateway.post("/v1/chat/completions", chat, "api-key", "alice")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isRefusedWithoutAnEntry_whenStrangersAreMany(@TempDir Path other) {
        try (Gateway strict = Gateway.start(
                other,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                limits: { strangers: 0 }
                apps: [ { name: desk, keys: [ "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90" ] } ]
                """)) {
            String chat = Gateway.chat("help-desk", "hi", false).encode();

            assertThat(strict.post("/v1/chat/completions", chat).statusCode()).isEqualTo(401);
            HttpResponse<String> known =
                    strict.post("/v1/chat/completions", "no JSON", "authorization", "Bearer alice");

            assertThat(known.statusCode()).isEqualTo(400);
            assertThat(strict.entries(known)).hasSize(1);
            assertThat(strict.admin("GET", "/exchanges", "").body()).doesNotContain("invalid_api_key");
            assertThat(strict.metrics()).contains("fulcrum_exchanges_unrecorded_total 1.0");
        }
    }

    @Test
    void isHidden_whenTheCaseBelongsToAnotherApplication() {
        HttpResponse<String> opened = gateway.post(
                "/v1/chat/completions",
                Gateway.chat("help-desk", "My card was stolen!", false).encode(),
                "authorization",
                "Bearer alice");
        String path =
                "/v1/cases/" + opened.headers().firstValue("x-fulcrum-case").orElseThrow();

        assertThat(gateway.get(path, "authorization", "Bearer alice").statusCode())
                .isEqualTo(200);
        HttpResponse<String> foreign = gateway.get(path, "authorization", "Bearer bob");
        HttpResponse<String> unknown = gateway.get("/v1/cases/case_none", "authorization", "Bearer bob");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(gateway.get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void isTold_whenItsHeadersAreTooLarge() {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-long: " + "a".repeat(20_000) + "\r\n\r\n";

        assertThat(raw(head)).startsWith("HTTP/1.1 431").contains("headers_too_large");
    }

    @Test
    void isTold_whenItSpeaksNoHttp() {
        assertThat(raw("\u0016\u0003\u0001 what is this\r\n\r\n")).matches("(?s)HTTP/1\\.[01] 400 .*bad_request.*");
    }

    @Test
    void isTimedOut_whenItsBodyTrickles() {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer alice\r\n"
                + "content-length: 1000\r\n\r\n{\"model\":";

        assertThat(raw(head)).startsWith("HTTP/1.1 408").contains("request_timeout");
    }

    @Test
    void isClosed_whenItsHeadNeverEnds() {
        assertThat(raw("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-slow: "))
                .isEmpty();
    }

    @Test
    void isTold_whenNothingIsServedThere() {
        assertThat(gateway.post("/v1/nothing", "{}").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(new JsonObject(gateway.get("/nowhere").body()).getJsonObject("error"))
                .isNotNull();
    }

    @Test
    void keepsAnswering_afterAllOfThat() {
        JsonObject chat = Gateway.chat("help-desk", "What are your opening hours?", false);
        chat.getJsonArray("messages")
                .add(
                        0,
                        new JsonObject()
                                .put("role", "system")
                                .put(
                                        "content",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("type", "text")
                                                        .put("text", "Be brief."))));

        assertThat(post(chat.encode()).statusCode()).isEqualTo(200);
    }

    /** Sends bytes and returns everything that comes back until the gateway closes. */
    private static String raw(String text) {
        try (Socket socket = new Socket("127.0.0.1", gateway.app().port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the gateway neither answered nor closed", e);
        }
    }
}
