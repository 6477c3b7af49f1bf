package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than the gateway or a target is given: some are turned away at once and in order, and the others do not suffer. */
class OverloadTest {
    private static final String ANSWER = ChatJson.answer("Hello").encode();
    private static final int CALLERS = 40;

    @TempDir
    private Path home;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch open = new CountDownLatch(1);

    private ScriptedUpstream waiting() {
        return new ScriptedUpstream((socket, out) -> {
            if (open.await(20, TimeUnit.SECONDS)) {
                ScriptedUpstream.write(out, 200, "application/json", ANSWER);
            }
        });
    }

    private Gateway gateway(String limits, String target) {
        return Gateway.start(
                home,
                """
                limits: { %s }
                targets: [ %s ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                """
                        .formatted(limits, target));
    }

    private static String target(ScriptedUpstream upstream, String more) {
        return "{ name: up, kind: http, url: \"%s\", surfaces: [ openai.chat, anthropic.messages ]%s }"
                .formatted(upstream.url(), more);
    }

    private List<CompletableFuture<HttpResponse<String>>> ask(Gateway gateway, int callers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(
                        Gateway.chat("any", "hello", false).encode()))
                .build();
        return IntStream.range(0, callers)
                .mapToObj(i -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
    }

    private static List<HttpResponse<String>> ends(List<CompletableFuture<HttpResponse<String>>> calls) {
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static long gauge(Gateway gateway, String name) {
        return gateway.metrics()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + name));
    }

    @Test
    void everyExchangeEnds_whenFarTooManyCome() {
        try (ScriptedUpstream upstream = waiting();
                Gateway gateway =
                        gateway("exchanges: 4, queue: 6, queue-time: 30s", target(upstream, ", breaker: none"))) {
            List<CompletableFuture<HttpResponse<String>>> calls = ask(gateway, CALLERS);
            await().until(() -> calls.stream().filter(CompletableFuture::isDone).count() == CALLERS - 10);
            assertThat(gauge(gateway, "fulcrum_gateway_inflight_exchanges")).isEqualTo(4);
            assertThat(gauge(gateway, "fulcrum_gateway_queued_exchanges")).isEqualTo(6);
            assertThat(gauge(gateway, "fulcrum_gateway_shed_exchanges_total")).isEqualTo(CALLERS - 10);
            open.countDown();
            List<HttpResponse<String>> ends = ends(calls);

            assertThat(ends.stream().filter(it -> it.statusCode() == 200)).hasSize(10);
            List<HttpResponse<String>> shed =
                    ends.stream().filter(it -> it.statusCode() == 429).toList();
            assertThat(shed).hasSize(CALLERS - 10).allSatisfy(response -> {
                assertThat(response.headers().firstValue("retry-after")).contains("1");
                assertThat(response.headers().firstValue("connection")).isEmpty();
                assertThat(Gateway.outcome(response)).isEqualTo("failed");
                assertThat(new JsonObject(response.body())
                                .getJsonObject("error")
                                .getString("code"))
                        .isEqualTo("overloaded");
            });
            assertThat(gateway.entries(shed.get(0))).hasSize(1);
            assertThat(gateway.lastEntry(shed.get(0)).encode()).contains("overloaded");
            assertThat(upstream.requests()).hasSize(10);
            await().until(() -> gauge(gateway, "fulcrum_gateway_inflight_exchanges") == 0);
        }
    }

    @Test
    void turnedAway_whenTheWaitTakesTooLong() {
        try (ScriptedUpstream upstream = waiting();
                Gateway gateway = gateway("exchanges: 1, queue: 5, queue-time: 50ms", target(upstream, ""))) {
            List<CompletableFuture<HttpResponse<String>>> calls = ask(gateway, 4);
            await().until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 3);
            open.countDown();

            assertThat(ends(calls).stream().map(HttpResponse::statusCode))
                    .containsExactlyInAnyOrder(200, 429, 429, 429);
        }
    }

    @Test
    void reportsAndCasesAreTurnedAwayToo_whenTheGatewayIsFull() {
        try (ScriptedUpstream upstream = waiting();
                Gateway gateway = gateway("exchanges: 1, queue: 0", target(upstream, ""))) {
            List<CompletableFuture<HttpResponse<String>>> calls = ask(gateway, 1);
            await().until(() -> upstream.requests().size() == 1);

            for (HttpResponse<String> refused :
                    List.of(gateway.post("/v1/outcomes", "{}"), gateway.get("/v1/cases/case-1"))) {
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("retry-after")).contains("1");
                assertThat(refused.body()).contains("overloaded");
            }
            open.countDown();
            ends(calls);
            assertThat(gateway.post("/v1/outcomes", "{}").statusCode()).isEqualTo(400);
            assertThat(gateway.get("/v1/cases/case-1").statusCode()).isEqualTo(404);
            await().until(() -> gauge(gateway, "fulcrum_gateway_inflight_exchanges") == 0);
        }
    }

    @Test
    void bodyArrivesWhole_whenItsExchangeWaited() {
        try (ScriptedUpstream upstream = waiting();
                Gateway gateway = gateway("exchanges: 1, queue: 5, queue-time: 30s", target(upstream, ""))) {
            List<CompletableFuture<HttpResponse<String>>> calls = ask(gateway, 5);
            await().until(() -> gauge(gateway, "fulcrum_gateway_queued_exchanges") == 4);
            open.countDown();

            assertThat(ends(calls)).allSatisfy(it -> assertThat(it.statusCode()).isEqualTo(200));
            String body = Gateway.chat("any", "hello", false).encode();
            assertThat(upstream.requests()).hasSize(5).allSatisfy(request -> assertThat(request)
                    .endsWith(body));
        }
    }

    @Test
    void officialSdksSeeARateLimit_whenTheGatewayIsFull() {
        try (ScriptedUpstream upstream = waiting();
                Gateway gateway = gateway("exchanges: 1, queue: 0", target(upstream, ""))) {
            List<CompletableFuture<HttpResponse<String>>> calls = ask(gateway, 1);
            await().until(() -> upstream.requests().size() == 1);
            OpenAIClient openai = OpenAIOkHttpClient.builder()
                    .baseUrl(gateway.url() + "/v1")
                    .apiKey("not-needed")
                    .maxRetries(0)
                    .build();
            AnthropicClient anthropic = AnthropicOkHttpClient.builder()
                    .baseUrl(gateway.url())
                    .apiKey("not-needed")
                    .maxRetries(0)
                    .build();

            assertThatThrownBy(() -> openai.chat()
                            .completions()
                            .create(ChatCompletionCreateParams.builder()
                                    .model("any")
                                    .addUserMessage("hello")
                                    .build()))
                    .isInstanceOfSatisfying(RateLimitException.class, limited -> {
                        assertThat(limited.code()).contains("overloaded");
                        assertThat(limited.headers().values("retry-after")).containsExactly("1");
                    });
            assertThatThrownBy(() -> anthropic
                            .messages()
                            .create(MessageCreateParams.builder()
                                    .model("any")
                                    .maxTokens(10)
                                    .addUserMessage("hello")
                                    .build()))
                    .isInstanceOf(com.anthropic.errors.RateLimitException.class)
                    .hasMessageContaining("rate_limit_error");
            open.countDown();
            ends(calls);
            openai.close();
            anthropic.close();
        }
    }

    @Test
    void targetIsLeftAlone_whenItKeepsFailing() {
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.answering(500, "application/json", "{\"error\":{\"message\":\"down\"}}");
                Gateway gateway = gateway(
                        "exchanges: 100",
                        target(upstream, ", breaker: { failures: 50%, of: 10, minimum: 5, pause: 1h }"))) {
            for (int i = 0; i < 12; i++) {
                assertThat(gateway.ask("any", "question number " + i).statusCode())
                        .isGreaterThanOrEqualTo(500);
            }

            await().until(() -> gauge(gateway, "fulcrum_target_available") == 0);
            assertThat(upstream.requests()).hasSizeBetween(5, 15);
            int before = upstream.requests().size();
            HttpResponse<String> shed = gateway.ask("any", "hello");
            assertThat(shed.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(upstream.requests()).hasSize(before);
            assertThat(gateway.lastEntry(shed).encode()).contains("\"shed\"");
        }
    }
}
