package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every API of the gateway, over HTTP. */
class SurfacesTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts/exchanges.jsonl");
    private static final List<String> PATHS =
            List.of("/v1/messages", "/v1/responses", "/v1/completions", "/v1/embeddings");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    private HttpResponse<String> post(Gateway gateway, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("x-api-key", "k")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Path tape(String path, String request, String response) throws Exception {
        Path file = home.resolve("tape.jsonl");
        Files.writeString(
                file,
                "{\"path\":\"" + path + "\",\"request\":" + request + ",\"status\":200,\"response_json\":" + response
                        + "}\n");
        return file;
    }

    private static String config(Path file) {
        return """
                targets: [ { name: tape, kind: recorded, file: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ tape ] } ]
                limits: { body: 16MiB }
                """
                .formatted(file.toAbsolutePath());
    }

    @Test
    void everyRecordedExchangePasses_whenRulesHoldBackWhole() throws Exception {
        assumeTrue(Files.exists(RECORDED), "skipped: no recorded exchanges at " + RECORDED);
        Rules.write(home.resolve("rules"), "response/flagged", "xyzzy-never-said", "Flag.as( \"seen\" )");
        Map<JsonNode, List<String>> expected = new HashMap<>();
        List<JsonNode> exchanges = new ArrayList<>();
        for (String line : Files.readAllLines(RECORDED)) {
            JsonNode exchange = JSON.readTree(line);
            if (PATHS.contains(exchange.get("path").asText().replace("?beta=true", ""))) {
                exchanges.add(exchange);
                expected.computeIfAbsent(exchange.get("request"), key -> new ArrayList<>())
                        .add(exchange.get("status").asText() + PassageTest.body(line, exchange));
            }
        }
        try (Gateway gateway = Gateway.startWithOwnRules(home, config(RECORDED))) {
            for (JsonNode exchange : exchanges) {
                String path = exchange.get("path").asText();
                HttpResponse<String> response = post(gateway, path, JSON.writeValueAsString(exchange.get("request")));

                assertThat(expected.get(exchange.get("request")))
                        .as(exchange.get("source").asText())
                        .contains(response.statusCode() + response.body());
            }
        }
        assertThat(exchanges).hasSizeGreaterThan(120);
        System.out.println(exchanges.size() + " recorded exchanges of the other APIs passed unchanged");
    }

    @Test
    void blockIsTold_inTheShapeOfEachApi() throws Exception {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", "Block.because( \"Not here.\" )");
        String messages = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"verboten\"}]}";
        Path file = tape("/v1/messages", messages, "{}");
        String all = config(file)
                .replace(
                        "kind: recorded,",
                        "kind: recorded, surfaces: [ anthropic.messages, openai.responses, openai.completions, openai.embeddings ],");
        try (Gateway gateway = Gateway.startWithOwnRules(home, all)) {
            JsonNode anthropic =
                    JSON.readTree(post(gateway, "/v1/messages", messages).body());
            assertThat(anthropic.at("/type").asText()).isEqualTo("error");
            assertThat(anthropic.at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(anthropic.at("/error/policy/rule").asText()).isEqualTo("request/blocked");
            for (String path : List.of("/v1/responses", "/v1/embeddings", "/v1/completions")) {
                String field = path.endsWith("/completions") ? "prompt" : "input";
                HttpResponse<String> response = post(gateway, path, "{\"model\":\"m\",\"" + field + "\":\"verboten\"}");
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(JSON.readTree(response.body()).at("/error/code").asText())
                        .isEqualTo("content_filter");
            }
        }
    }

    @Test
    void answerIsRefused_whenARuleBlocksIt() throws Exception {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", "Block.because( \"Not here.\" )");
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String answer = "{\"id\":\"i\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":"
                + "[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"q\":\"verboten\"}}],\"stop_reason\":\"tool_use\"}";
        try (Gateway gateway = Gateway.startWithOwnRules(home, config(tape("/v1/messages", request, answer)))) {
            HttpResponse<String> response = post(gateway, "/v1/messages", request);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(response.body()).at("/stop_reason").asText())
                    .isEqualTo("refusal");
            assertThat(response.body()).doesNotContain("verboten");
        }
    }

    @Test
    void apiIsNotServed_whenNoTargetOfTheRouteCan() throws Exception {
        try (Gateway gateway = Gateway.shipped(home)) {
            HttpResponse<String> response = post(
                    gateway,
                    "/v1/messages",
                    "{\"model\":\"help-desk\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

            assertThat(response.statusCode()).isEqualTo(404);
            JsonNode body = JSON.readTree(response.body());
            assertThat(body.at("/error/type").asText()).isEqualTo("not_found_error");
            assertThat(body.at("/error/message").asText()).contains("help-desk").contains("/v1/messages");
        }
    }

    @Test
    void startIsRefused_whenARecordingServesNoApi() throws Exception {
        Path file = tape("/v1/other", "{}", "{}");

        assertThatThrownBy(() -> Gateway.start(home, config(file)).close())
                .hasMessageContaining("`tape` can serve no surface");
    }
}
