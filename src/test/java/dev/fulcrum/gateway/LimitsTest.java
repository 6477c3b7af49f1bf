package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.fulcrum.account.SetClock;
import dev.fulcrum.proxy.Callers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What applications may use, and what happens when it is used up. */
class LimitsTest {
    private static final String[] SHOP = {"authorization", "Bearer shop-key"};
    private static final String[] BANK = {"x-api-key", "bank-key"};
    private static final String QUESTION =
            Gateway.chat("sim", "What are your opening hours?", false).encode();

    @TempDir
    private Path home;

    private final SetClock clock = new SetClock(Instant.parse("2026-03-04T02:30:00Z"));
    private Gateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A gateway for the application `shop` with limits, and `bank` with those of everyone. */
    private void start(String limits) {
        GatewayHome.shipRules(home);
        gateway = Gateway.startWithOwnRules(
                home,
                """
                currency: USD
                policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s, cases: false }
                apps:
                  - { name: shop, keys: [ "%s" ], limits: %s }
                  - { name: bank, keys: [ "%s" ] }
                targets:
                  - { name: sim, kind: simulated, character: balanced, price: { input: 1000, output: 2000 } }
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """
                        .formatted(Callers.hash("shop-key"), limits, Callers.hash("bank-key")),
                clock);
    }

    private HttpResponse<String> ask(String... headers) {
        return gateway.post("/v1/chat/completions", QUESTION, headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void refusesInTheSurfacesShapeAndRecovers_whenRequestsAreUsedUp() {
        start("[ { requests: 2, over: 1m } ]");
        HttpResponse<String> first = ask(SHOP);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("30s");
        assertThat(header(first, "x-ratelimit-limit-tokens")).isEmpty();
        ask(SHOP);

        HttpResponse<String> refused = ask(SHOP);

        assertThat(refused.statusCode()).isEqualTo(429);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("requests");
        assertThat(error.getString("code")).isEqualTo("rate_limit_exceeded");
        assertThat(error.getString("message")).contains("`shop`").contains("2 requests over 1m");
        assertThat(header(refused, "retry-after")).isEqualTo("30");
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(Gateway.outcome(refused)).isEqualTo("failed");
        assertThat(gateway.entries(refused)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("failure")).startsWith("rate_limit_exceeded");
            assertThat(entry.getInteger("status")).isEqualTo(429);
            assertThat(entry.getString("app")).isEqualTo("shop");
        });
        assertThat(gateway.metrics()).contains("fulcrum_limit_refusals_total{app=\"shop\",kind=\"requests\"} 1.0");
        assertThat(ask(BANK).statusCode()).isEqualTo(200);
        assertThat(header(ask(BANK), "x-ratelimit-limit-requests")).isEmpty();
        clock.pass(Duration.ofSeconds(30));
        assertThat(ask(SHOP).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAnthropicsClients_inTheirShape() {
        start("[ { requests: 1, over: 1h } ]");
        ask(SHOP);

        HttpResponse<String> refused = gateway.post("/v1/messages", "not even JSON", SHOP);

        assertThat(refused.statusCode()).isEqualTo(429);
        JsonObject body = new JsonObject(refused.body());
        assertThat(body.getString("type")).isEqualTo("error");
        assertThat(body.getJsonObject("error").getString("type")).isEqualTo("rate_limit_error");
        assertThat(header(refused, "retry-after")).isEqualTo("3600");
        assertThat(header(refused, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void owesTokens_whenAnAnswerTookMoreThanWereLeft() {
        start("[ { tokens: 5, over: 1m } ]");
        HttpResponse<String> first = ask(SHOP);
        JsonObject tokens = gateway.lastEntry(first).getJsonObject("tokens");
        long used = tokens.getLong("input") + tokens.getLong("output");
        assertThat(used).isGreaterThan(5);
        assertThat(header(first, "x-ratelimit-remaining-tokens")).isEqualTo("0");

        HttpResponse<String> refused = ask(SHOP);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getString("type"))
                .isEqualTo("tokens");
        long owed = used - 5;
        assertThat(Long.parseLong(header(refused, "retry-after"))).isEqualTo((owed + 1) * 12);
        clock.pass(Duration.ofSeconds(owed * 12));
        assertThat(ask(SHOP).statusCode()).isEqualTo(429);
        clock.pass(Duration.ofSeconds(12));
        assertThat(ask(SHOP).statusCode()).isEqualTo(200);
    }

    @Test
    void chargesMoneyByThePricesOfTheTarget() {
        start("[ { spend: 0.01, over: 24h } ]");
        HttpResponse<String> first = ask(SHOP);
        JsonObject entry = gateway.lastEntry(first);
        JsonObject tokens = entry.getJsonObject("tokens");
        double cost = tokens.getLong("input") * 0.001 + tokens.getLong("output") * 0.002;

        assertThat(entry.getJsonObject("cost").getString("currency")).isEqualTo("USD");
        assertThat(entry.getJsonObject("cost").getDouble("amount")).isEqualTo(cost);
        HttpResponse<String> refused = ask(SHOP);
        assertThat(refused.statusCode()).isEqualTo(429);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("spend");
        assertThat(error.getString("message")).contains("0.01 in USD over 24h");
    }

    @Test
    void chargesWhatWasRefused_whenARuleAnswersInItsPlace() {
        FailureRules.answerRefusals(home.resolve("rules"));
        JsonObject usage = new JsonObject().put("prompt_tokens", 10).put("completion_tokens", 20);
        String refusal = ChatJson.answer(Lie.REFUSAL).put("usage", usage).encode();
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", refusal)) {
            gateway = Gateway.startWithOwnRules(
                    home,
                    """
                    currency: USD
                    targets: [ { name: up, kind: http, url: "%s", price: { input: 1000, output: 2000 } } ]
                    routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                    """
                            .formatted(upstream.url()));
            HttpResponse<String> response = gateway.ask("m", "hello");

            assertThat(response.body()).contains("Please call us.");
            assertThat(gateway.lastEntry(response).getJsonObject("cost").getDouble("amount"))
                    .isEqualTo(0.05);
        }
    }

    @Test
    void estimatesTokens_whenAStreamDoesNotTellThem() {
        start("[ { tokens: 3, over: 1m } ]");
        HttpResponse<String> streamed = gateway.post(
                "/v1/chat/completions",
                Gateway.chat("sim", "What are your opening hours?", true).encode(),
                SHOP);
        assertThat(streamed.body()).doesNotContain("\"usage\":{");

        assertThat(ask(SHOP).statusCode()).isEqualTo(429);
        assertThat(gateway.lastEntry(streamed).containsKey("tokens")).isFalse();
        assertThat(gateway.metrics()).contains("fulcrum_limit_unmetered_total{target=\"sim\"} 1.0");
    }

    @Test
    void estimatesMoney_whenAStreamDoesNotTellItsTokens() {
        start("[ { spend: 0.003, over: 24h } ]");
        HttpResponse<String> streamed = gateway.post(
                "/v1/chat/completions",
                Gateway.chat("sim", "What are your opening hours?", true).encode(),
                SHOP);
        assertThat(streamed.statusCode()).isEqualTo(200);

        assertThat(ask(SHOP).statusCode()).isEqualTo(429);
        assertThat(gateway.lastEntry(streamed).containsKey("cost"))
                .as("what is estimated is no record")
                .isFalse();
    }

    @Test
    void countsTheWholeAnswer_whenNoRuleReadsIt() throws IOException {
        Rules.write(home.resolve("rules"), "request/one", "abracadabra", "Flag.as( \"seen\" )");
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
            ScriptedUpstream.streamHead(out);
            ScriptedUpstream.raw(out, "data: " + ChatStream.chunk("开".repeat(100), null) + "\n\n");
            ScriptedUpstream.raw(out, "data: " + ChatStream.chunk("", "stop") + "\n\ndata: [DONE]\n\n");
        })) {
            gateway = Gateway.startWithOwnRules(
                    home,
                    """
                    apps: [ { name: shop, keys: [ "%s" ], limits: [ { tokens: 80, over: 1h } ] } ]
                    targets: [ { name: up, kind: http, url: "%s" } ]
                    routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                    """
                            .formatted(Callers.hash("shop-key"), upstream.url()));
            HttpResponse<String> streamed = gateway.post(
                    "/v1/chat/completions", Gateway.chat("m", "hello", true).encode(), SHOP);
            assertThat(streamed.body()).contains("[DONE]");

            assertThat(ask(SHOP).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void chargesTokens_whenTheCallerLeavesAStream() throws IOException {
        Rules.write(home.resolve("rules"), "request/one", "abracadabra", "Flag.as( \"seen\" )");
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
            ScriptedUpstream.streamHead(out);
            ScriptedUpstream.raw(out, "data: " + ChatStream.chunk("Good morning.", null) + "\n\n");
            Thread.sleep(20_000);
        })) {
            gateway = Gateway.startWithOwnRules(
                    home,
                    """
                    apps: [ { name: shop, keys: [ "%s" ], limits: [ { tokens: 3, over: 1h } ] } ]
                    targets: [ { name: up, kind: http, url: "%s" } ]
                    routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                    """
                            .formatted(Callers.hash("shop-key"), upstream.url()));
            String body =
                    Gateway.chat("m", "When do you open on Saturdays?", true).encode();
            try (Socket caller = new Socket("127.0.0.1", gateway.app().port())) {
                caller.getOutputStream()
                        .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer shop-key\r\n"
                                        + "content-length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(caller.getInputStream().read()).isEqualTo('H');
            }
            await().until(() -> gateway.admin("GET", "/exchanges", "").body().contains("caller_left"));

            assertThat(ask(SHOP).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void rulesReadWhatIsLeft() throws IOException {
        GatewayHome.shipRules(home);
        Path rule = home.resolve("rules/request/budget-is-low.drl");
        Files.writeString(
                rule,
                """
                package rules;
                import dev.fulcrum.model.*;

                rule "request/budget-is-low"
                  @owner( "tests" )
                  @lowers( "boundary.scope" )
                  @raises( "over-refusal" )
                  @accepts( "over-refusal <= 1% over 24h" )
                  @because( "it is a test" )
                  @review( "2027-06-30" )
                when
                  Allowance( kind == "requests", over == "1m", left < 3 )
                then
                  insert( Flag.as( "few requests are left" ) );
                end
                """);
        Files.writeString(
                home.resolve("rules/request/budget-is-low.cases.yaml"),
                """
                - rule: request/budget-is-low
                  fires: [ { user: hello, allowances: [ { kind: requests, left: 2 } ] } ]
                  silent: [ { user: hello, allowances: [ { kind: requests, left: 3 } ] } ]
                """);
        start("[ { requests: 4, over: 1m } ]");

        assertThat(header(ask(SHOP), "x-fulcrum-rules")).doesNotContain("budget-is-low");
        assertThat(header(ask(SHOP), "x-fulcrum-rules")).contains("request/budget-is-low");
        assertThat(header(ask(BANK), "x-fulcrum-rules")).doesNotContain("budget-is-low");
    }

    @Test
    void officialClientThrowsItsOwnException() {
        start("[ { requests: 1, over: 1m } ]");
        ask(SHOP);
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey("shop-key")
                .maxRetries(0)
                .build();

        RateLimitException refused = catchThrowableOfType(RateLimitException.class, () -> client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("sim")
                        .addUserMessage("你们几点开门？")
                        .build()));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().values("retry-after")).containsExactly("60");
        assertThat(refused.code()).contains("rate_limit_exceeded");
        client.close();
    }
}
