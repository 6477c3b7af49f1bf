package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers are told of the gateway. */
class CorsTest {
    private static final String PAGE = "https://app.example.com";
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path home;

    private Gateway gateway(String cors) {
        FailureRules.answerRefusals(home.resolve("rules"));
        return Gateway.startWithOwnRules(
                home,
                cors
                        + """

                        policy: { rules: rules, risks: risks.yaml, cases: false }
                        targets: [ { name: sim, kind: simulated, character: balanced } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                        """);
    }

    private static HttpResponse<String> ask(String method, String url, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> preflight(Gateway gateway, String path, String origin) {
        return ask(
                "OPTIONS",
                gateway.url() + path,
                "origin",
                origin,
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "authorization,content-type,x-stainless-os");
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    private static boolean tellsNothing(HttpResponse<?> response) {
        return response.headers().map().keySet().stream().noneMatch(name -> name.startsWith("access-control-"));
    }

    private static HttpResponse<String> post(Gateway gateway, String origin) {
        return gateway.post(CHAT, Gateway.chat("m", "hello", false).encode(), "origin", origin);
    }

    @Test
    void listedPagesMayCall() {
        try (Gateway gateway =
                gateway("cors: { origins: [ 'HTTPS://App.example.com:443', 'http://localhost:5173' ] }")) {
            for (String path : new String[] {CHAT, "/v1/messages", "/v1/models", "/chat/completions/", "/v1/cases/x"}) {
                HttpResponse<String> told = preflight(gateway, path, PAGE);

                assertThat(told.statusCode()).as(path).isEqualTo(204);
                assertThat(header(told, "access-control-allow-origin")).isEqualTo(PAGE);
                assertThat(header(told, "access-control-allow-methods")).isEqualTo("GET, HEAD, POST");
                assertThat(header(told, "access-control-allow-headers"))
                        .isEqualTo("authorization,content-type,x-stainless-os");
                assertThat(header(told, "access-control-max-age")).isEqualTo("600");
                assertThat(header(told, "access-control-allow-credentials")).isEmpty();
                assertThat(header(told, "vary")).contains("origin");
            }

            HttpResponse<String> answer = post(gateway, PAGE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo(PAGE);
            assertThat(header(answer, "access-control-expose-headers"))
                    .contains("x-fulcrum-exchange", "x-fulcrum-outcome")
                    .doesNotContain("content-type");
            assertThat(header(answer, "vary")).isEqualTo("origin");
            assertThat(header(post(gateway, "http://localhost:5173"), "access-control-allow-origin"))
                    .isEqualTo("http://localhost:5173");

            HttpResponse<String> failure = gateway.post(CHAT, "{", "origin", PAGE);
            assertThat(failure.statusCode()).isEqualTo(400);
            assertThat(header(failure, "access-control-allow-origin")).isEqualTo(PAGE);

            HttpResponse<String> stream =
                    gateway.post(CHAT, Gateway.chat("m", "hello", true).encode(), "origin", PAGE);
            assertThat(header(stream, "access-control-allow-origin")).isEqualTo(PAGE);
            assertThat(stream.body()).contains("data: [DONE]");
        }
    }

    @Test
    void otherPagesMayNot() {
        List<String> others = List.of(
                "https://evil.example",
                "null",
                "http://app.example.com",
                "https://app.example.com.evil.example",
                "https://app.example.com:8443",
                "https://a.app.example.com",
                "*");
        try (Gateway gateway = gateway("cors: { origins: [ '" + PAGE + "' ], credentials: true }")) {
            for (String origin : others) {
                HttpResponse<String> told = preflight(gateway, CHAT, origin);
                HttpResponse<String> answer = post(gateway, origin);

                assertThat(told.statusCode()).as(origin).isEqualTo(403);
                assertThat(tellsNothing(told)).as(origin).isTrue();
                assertThat(answer.statusCode()).as(origin).isEqualTo(403);
                assertThat(answer.body()).contains("origin_not_allowed", "cors.origins");
                assertThat(tellsNothing(answer)).as(origin).isTrue();
                assertThat(header(answer, "vary")).isEqualTo("origin");
            }
            assertThat(header(preflight(gateway, CHAT, PAGE), "access-control-allow-credentials"))
                    .isEqualTo("true");
            assertThat(post(gateway, gateway.url()).statusCode())
                    .as("its own page")
                    .isEqualTo(200);
        }
    }

    @Test
    void allPagesMayCall_whenAStarSaysSo() {
        try (Gateway gateway = gateway("cors: { origins: [ '*' ], max-age: 0s }")) {
            assertThat(header(preflight(gateway, CHAT, "null"), "access-control-allow-origin"))
                    .isEqualTo("*");
            HttpResponse<String> answer = post(gateway, "https://any.example");
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
            assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
            assertThat(header(answer, "vary")).isEmpty();
        }
    }

    @Test
    void nothingIsTold_whenNothingIsConfigured() {
        try (Gateway gateway = gateway("")) {
            assertThat(preflight(gateway, CHAT, PAGE).statusCode()).isEqualTo(405);
            assertThat(tellsNothing(preflight(gateway, CHAT, PAGE))).isTrue();
            HttpResponse<String> answer = post(gateway, PAGE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(tellsNothing(answer)).isTrue();
        }
    }

    @Test
    void theAdminSideTellsNothing() {
        try (Gateway gateway = gateway("cors: { origins: [ '" + PAGE + "' ] }")) {
            String admin = "http://127.0.0.1:" + gateway.app().adminPort() + "/admin/v1/rules";

            HttpResponse<String> told = ask("OPTIONS", admin, "origin", PAGE, "access-control-request-method", "PUT");
            HttpResponse<String> answer =
                    ask("GET", admin, "origin", PAGE, "authorization", "Bearer " + gateway.token());

            assertThat(told.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(tellsNothing(told)).isTrue();
            assertThat(tellsNothing(answer)).isTrue();
        }
    }
}
