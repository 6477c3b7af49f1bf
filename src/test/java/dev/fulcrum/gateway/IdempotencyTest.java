package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that asks again under the same Idempotency-Key, in front of an endpoint that counts its calls. */
class IdempotencyTest {
    private static final String KEY = "idempotency-key";

    @TempDir
    private Path home;

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private ScriptedUpstream upstream;
    private Gateway gateway;

    @BeforeEach
    void start() {
        upstream = new ScriptedUpstream((socket, out) -> {
            int call = calls.incrementAndGet();
            String request = upstream.requests().get(upstream.requests().size() - 1);
            if (request.contains("hold on")) {
                held.await();
            }
            if (request.contains("fail at first") && call == 1) {
                ScriptedUpstream.write(out, 400, "application/json", "{\"error\":{\"message\":\"no\"}}");
            } else if (request.contains("\"stream\":true")) {
                ScriptedUpstream.streamHead(out);
                ScriptedUpstream.raw(out, ChatStream.stream("Call ", "number " + call, "."));
            } else {
                ScriptedUpstream.write(
                        out,
                        200,
                        "application/json",
                        answer(request.contains("long") ? "x".repeat(100_000) : "Call number " + call + "."));
            }
        });
        GatewayHome.shipRules(home);
        gateway = Gateway.startWithOwnRules(
                home,
                """
                policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s, cases: false }
                idempotency: { keep: 1m, size: 1MiB }
                default-limits: [ { requests: 100, over: 1h } ]
                targets: [ { name: up, kind: http, url: "%s" } ]
                routes:
                  - { name: quick, models: [ quick ], targets: [ up ], deadline: 300ms }
                  - { name: windowed, models: [ windowed ], targets: [ up ], hold-back: window }
                  - { name: flowing, models: [ flowing ], targets: [ up ], hold-back: none }
                  - { name: all, models: [ "*" ], targets: [ up ] }
                """
                        .formatted(upstream.url()));
    }

    @AfterEach
    void stop() {
        held.countDown();
        gateway.close();
        upstream.close();
    }

    private static String answer(String text) {
        return new JsonObject()
                .put("id", "c1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "up")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put("finish_reason", "stop")
                                        .put(
                                                "message",
                                                new JsonObject()
                                                        .put("role", "assistant")
                                                        .put("content", text))))
                .encode();
    }

    private HttpResponse<String> ask(String key, String question) {
        return ask(key, Gateway.chat("m", question, false));
    }

    private HttpResponse<String> ask(String key, JsonObject body) {
        return gateway.post("/v1/chat/completions", body.encode(), KEY, key);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The entries of replays of an exchange, which have ids of their own. */
    private List<JsonObject> replaysOf(HttpResponse<?> first) {
        String id = header(first, "x-fulcrum-exchange");
        List<JsonObject> replays = new ArrayList<>();
        new JsonObject(gateway.admin("GET", "/exchanges?limit=100", "").body())
                .getJsonArray("exchanges").stream()
                        .map(it -> (JsonObject) it)
                        .filter(it -> id.equals(it.getString("replayOf")))
                        .forEach(replays::add);
        return replays;
    }

    @Test
    void givesTheSameAnswerAgain_withoutACallOrACharge() {
        HttpResponse<String> first = ask("k1", "你好");
        HttpResponse<String> second = ask("k1", "你好");

        assertThat(calls).hasValue(1);
        assertThat(upstream.requests().get(0).toLowerCase(Locale.ROOT)).doesNotContain(KEY);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "x-fulcrum-replayed")).isEqualTo("true");
        assertThat(header(first, "x-fulcrum-replayed")).isEmpty();
        for (String name : List.of(
                "x-fulcrum-exchange", "x-fulcrum-outcome", "x-fulcrum-target", "x-fulcrum-revision", "content-type")) {
            assertThat(header(second, name)).as(name).isEqualTo(header(first, name));
        }
        assertThat(header(second, "x-ratelimit-remaining-requests")).isEqualTo("99");
        await().untilAsserted(() -> assertThat(replaysOf(first)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("outcome")).isEqualTo("answered");
            assertThat(entry.getString("exchange")).isNotEqualTo(header(first, "x-fulcrum-exchange"));
            assertThat(entry.containsKey("attempts")).isFalse();
            assertThat(entry.containsKey("tokens")).isFalse();
        }));
    }

    @Test
    void asksAgain_whenTheKeyTheSurfaceOrTheTenantIsAnother() {
        String body = Gateway.chat("m", "hello", false).encode();
        gateway.post("/v1/chat/completions", body, KEY, "k");
        gateway.post("/v1/chat/completions", body, KEY, "k2");
        gateway.post("/v1/chat/completions", body, KEY, "k", "x-fulcrum-tenant", "north");
        gateway.post("/v1/chat/completions", body, KEY, "k", "authorization", "Bearer other");
        gateway.post("/v1/chat/completions", body);

        assertThat(calls).hasValue(5);
    }

    @Test
    void refuses_whenTheKeyComesWithAnotherBody() {
        ask("k1", "hello");

        HttpResponse<String> other = ask("k1", "goodbye");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(other.body()).getJsonObject("error").getString("code"))
                .isEqualTo("idempotency_key_reused");
        assertThat(calls).hasValue(1);
    }

    @Test
    void refuses_whenTheKeyIsNoKey() {
        for (String wrong : List.of("two words", "x".repeat(256))) {
            HttpResponse<String> response = ask(wrong, "hello");
            assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            assertThat(response.body()).contains("invalid_idempotency_key");
        }
        assertThat(ask("x".repeat(255), "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void asksOnce_whenTwoComeAtOnce() {
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> ask("k1", "hold on, please"));
        await().until(() -> calls.get() == 1);
        CompletableFuture<HttpResponse<String>> second =
                CompletableFuture.supplyAsync(() -> ask("k1", "hold on, please"));
        CompletableFuture<HttpResponse<String>> third =
                CompletableFuture.supplyAsync(() -> ask("k1", "hold on, please"));
        held.countDown();

        assertThat(second.join().body()).isEqualTo(first.join().body());
        assertThat(third.join().body()).isEqualTo(first.join().body());
        assertThat(calls).hasValue(1);
    }

    @Test
    void asksAgain_whenTheFirstRanOutOfTime() {
        JsonObject body = Gateway.chat("quick", "hold on, please", false);

        assertThat(ask("k1", body).statusCode()).isEqualTo(504);
        assertThat(ask("k1", body).statusCode()).isEqualTo(504);
        assertThat(calls).hasValue(2);
    }

    @Test
    void asksAgain_whenTheFirstFailed() {
        assertThat(ask("k1", "fail at first").statusCode()).isEqualTo(400);

        HttpResponse<String> second = ask("k1", "fail at first");

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(header(second, "x-fulcrum-replayed")).isEmpty();
        assertThat(calls).hasValue(2);
    }

    @Test
    void givesAStreamAgain_asItWentOut() {
        JsonObject body = Gateway.chat("m", "hello", true);
        HttpResponse<String> first = ask("k1", body);
        HttpResponse<String> second = ask("k1", body);

        assertThat(first.body()).contains("number 1").endsWith("data: [DONE]\n\n");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "content-type")).startsWith("text/event-stream");
        assertThat(calls).hasValue(1);
    }

    @Test
    void givesAFlowingStreamAgain_asItWentOut() {
        Rules.silenceResponses(gateway);
        givesAStreamAgain_asItWentOut();
    }

    @Test
    void saysThatItIsNotKept_whenTheAnswerWasTooLong() {
        HttpResponse<String> first = ask("k1", "long, please");
        HttpResponse<String> second = ask("k1", "long, please");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("idempotency_answer_not_kept").contains(header(first, "x-fulcrum-exchange"));
        assertThat(header(second, "x-should-retry")).isEqualTo("false");
        assertThat(calls).hasValue(1);
    }

    @Test
    void opensOneCase_whenAHandoffIsAskedForTwice() {
        String question = "我的卡被盗刷了，怎么办？";
        List<CompletableFuture<HttpResponse<String>>> both = List.of(
                CompletableFuture.supplyAsync(() -> ask("k1", question)),
                CompletableFuture.supplyAsync(() -> ask("k1", question)));
        HttpResponse<String> third = ask("k1", question);

        for (CompletableFuture<HttpResponse<String>> response : both) {
            assertThat(Gateway.outcome(response.join())).isEqualTo("handed-off");
            assertThat(header(response.join(), "x-fulcrum-case")).isEqualTo(header(third, "x-fulcrum-case"));
            assertThat(response.join().body()).isEqualTo(third.body());
        }
        assertThat(cases()).hasSize(1);
        assertThat(calls).hasValue(0);
    }

    @Test
    void opensOneCase_whenTheFirstCallerLeft() throws IOException {
        String question = "我的卡被盗刷了，怎么办？";
        for (int i = 0; i < 20; i++) {
            leave("left-" + i, Gateway.chat("m", question, false).encode());
        }
        for (int i = 0; i < 20; i++) {
            assertThat(Gateway.outcome(ask("left-" + i, question))).isEqualTo("handed-off");
        }

        assertThat(cases()).hasSize(20);
    }

    /** Sends a request and closes the connection at once. */
    private void leave(String key, String body) throws IOException {
        send(key, body).close();
    }

    private Socket send(String key, String body) throws IOException {
        URI url = URI.create(gateway.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n" + KEY
                                + ": " + key + "\r\ncontent-length: " + bytes.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    @ParameterizedTest
    @CsvSource({"m,false", "m,true", "windowed,true", "flowing,true"})
    void asksOnce_whenTheFirstCallerLeftAndTheRetryWaits(String model, boolean stream) throws IOException {
        Rules.silenceResponses(gateway);
        JsonObject body = Gateway.chat(model, "hold on, please", stream);
        Socket first = send("k1", body.encode());
        await().until(() -> calls.get() == 1);
        first.close();
        CompletableFuture<HttpResponse<String>> retry = CompletableFuture.supplyAsync(() -> ask("k1", body));
        held.countDown();

        assertThat(retry.join().statusCode()).isEqualTo(200);
        assertThat(retry.join().body()).contains("umber 1");
        assertThat(header(retry.join(), "x-fulcrum-replayed")).isEqualTo("true");
        assertThat(calls).hasValue(1);
        JsonObject entry = gateway.lastEntry(retry.join());
        assertThat(entry.getString("outcome")).isEqualTo("answered");
        assertThat(entry.encode()).contains("caller_left");
        await().untilAsserted(() -> assertThat(replaysOf(retry.join())).hasSize(1));
    }

    @Test
    void asksAgain_whenTheFirstCallerLeftWithoutAKey() throws IOException {
        URI url = URI.create(gateway.url());
        byte[] bytes = Gateway.chat("m", "hold on, please", false).encode().getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + bytes.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            await().until(() -> calls.get() == 1);
        }
        held.countDown();

        assertThat(ask("k1", "hold on, please").statusCode()).isEqualTo(200);
        assertThat(calls).hasValue(2);
    }

    private JsonArray cases() {
        return new JsonObject(gateway.admin("GET", "/cases?limit=100", "").body()).getJsonArray("cases");
    }

    @Test
    void officialClientGetsTheSameAnswer_whenItSendsAKey() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey("not-needed")
                .build();
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage("How much is a transfer?")
                .putAdditionalHeader("Idempotency-Key", "order-17")
                .build();

        ChatCompletion first = client.chat().completions().create(question);
        ChatCompletion second = client.chat().completions().create(question);

        assertThat(second.choices().get(0).message().content())
                .isEqualTo(first.choices().get(0).message().content());
        assertThat(calls).hasValue(1);
        client.close();
    }
}
