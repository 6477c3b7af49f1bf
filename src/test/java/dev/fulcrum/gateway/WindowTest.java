package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that go to the caller while they come, as far as rules have settled them. */
class WindowTest {
    private static final String[] HARMLESS = {
        "Good ",
        "morning. ",
        "Your card ",
        "has been ",
        "sent last ",
        "week! ",
        "您好，",
        "卡片已经",
        "寄出。",
        "It will ",
        "arrive ",
        "soon."
    };

    @TempDir
    private Path home;

    private Gateway gateway(String upstream, String holdBack) {
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: up, kind: http, url: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                """
                        .formatted(upstream, holdBack));
    }

    private static String chunk(String delta, String finish) {
        return new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "m")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put(
                                                "delta",
                                                delta == null
                                                        ? new JsonObject()
                                                        : new JsonObject().put("content", delta))
                                        .put("finish_reason", finish)))
                .encode();
    }

    private static String stream(String... deltas) {
        StringBuilder events = new StringBuilder();
        for (String delta : deltas) {
            events.append("data: ").append(chunk(delta, null)).append("\n\n");
        }
        return events.append("data: ")
                .append(chunk(null, "stop"))
                .append("\n\ndata: [DONE]\n\n")
                .toString();
    }

    private static ScriptedUpstream streaming(String events) {
        return new ScriptedUpstream((socket, out) -> {
            head(out);
            ScriptedUpstream.raw(out, events);
        });
    }

    /** One event after another. */
    private static ScriptedUpstream slowly(String events) {
        return new ScriptedUpstream((socket, out) -> {
            head(out);
            for (String event : events.split("(?<=\n\n)", -1)) {
                ScriptedUpstream.raw(out, event);
                Thread.sleep(30);
            }
        });
    }

    private static void head(OutputStream out) throws IOException {
        ScriptedUpstream.raw(out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
    }

    private static String said(String events) {
        StringBuilder text = new StringBuilder();
        events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring(6)))
                .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                .map(choice -> ((JsonObject) choice).getJsonObject("delta"))
                .map(delta -> delta.getString("content"))
                .filter(Objects::nonNull)
                .forEach(text::append);
        return text.toString();
    }

    private HttpResponse<String> ask(Gateway gateway) {
        return gateway.post(
                "/v1/chat/completions",
                Gateway.chat("m", "Where is my card?", true).encode());
    }

    @Test
    void firstSentenceArrives_whenTheRestHasNotComeYet() throws Exception {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    head(out);
                    ScriptedUpstream.raw(out, "data: " + chunk("Your card has been sent. It", null) + "\n\n");
                    ScriptedUpstream.raw(out, "data: " + chunk(" will arrive soon.", null) + "\n\n");
                    if (read.await(20, TimeUnit.SECONDS)) {
                        ScriptedUpstream.raw(out, stream("Bye"));
                    }
                });
                Gateway gateway = gateway(upstream.url(), "window")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            Gateway.chat("m", "Where?", true).encode()))
                    .build();
            HttpResponse<java.io.InputStream> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String first = lines.readLine();
                read.countDown();

                assertThat(said(first)).isEqualTo("Your card has been sent. It");
                assertThat(lines.lines().toList()).contains("data: [DONE]");
            }
        }
    }

    @Test
    void nothingRefusedIsReleased_whenARuleBlocksInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = slowly(stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a fu",
                        "ll ref",
                        "und from us. ",
                        "Bye."));
                Gateway gateway = gateway(upstream.url(), "window")) {
            HttpResponse<String> response = ask(gateway);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(said(response.body()))
                    .startsWith("Your card has been sent")
                    .doesNotContain("fu");
            assertThat(response.body())
                    .contains("content_filter")
                    .contains("response/promise")
                    .endsWith("data: [DONE]\n\n");
            JsonObject entry = last(gateway.entries(response));
            assertThat(entry.getString("outcome")).isEqualTo("blocked");
            assertThat(entry.getInteger("releasedCharacters"))
                    .isEqualTo(said(response.body()).length());
        }
    }

    private static JsonObject last(List<JsonObject> entries) {
        return entries.get(entries.size() - 1);
    }

    @Test
    void streamIsABlockedOne_whenARuleBlocksBeforeAnythingWentOut() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = streaming(stream("A full refund. ", "Bye, see you soon, dear customer."));
                Gateway gateway = gateway(upstream.url(), "window")) {
            HttpResponse<String> response = ask(gateway);

            assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("blocked");
            assertThat(said(response.body())).isEmpty();
            assertThat(last(gateway.entries(response)).getInteger("releasedCharacters"))
                    .isZero();
        }
    }

    @Test
    void officialSdkReadsTheEnd_whenARuleBlocksInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = slowly(stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a full refund from us. ",
                        "Bye."));
                Gateway gateway = gateway(upstream.url(), "window")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(gateway.url() + "/v1")
                    .apiKey("none")
                    .maxRetries(0)
                    .build();
            List<String> reasons = new ArrayList<>();
            try (StreamResponse<ChatCompletionChunk> chunks = client.chat()
                    .completions()
                    .createStreaming(ChatCompletionCreateParams.builder()
                            .model("m")
                            .addUserMessage("Where is my card?")
                            .build())) {
                chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.finishReason().stream())
                        .forEach(reason -> reasons.add(reason.asString()));
            }

            assertThat(reasons).containsExactly("content_filter");
            client.close();
        }
    }

    @Test
    void redactionIsTheSame_whereverTheStreamIsCut() throws Exception {
        redactEmail();
        String text =
                "Good morning. Please write to li.wei@bank.example today! 您好，请写信给 li.wei@bank.example。 It was sent, see you.";
        String redacted = text.replace("li.wei@bank.example", "[gone]");
        SplittableRandom random = new SplittableRandom(7);
        int[] seed = {0};
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    head(out);
                    cut(out, stream(pieces(text, new SplittableRandom(seed[0]++))), random);
                });
                Gateway gateway = gateway(upstream.url(), "window")) {
            int intents = 0;
            for (int i = 0; i < 25; i++) {
                HttpResponse<String> response = ask(gateway);

                assertThat(said(response.body())).isEqualTo(redacted);
                List<JsonObject> entries = gateway.entries(response);
                assertThat(last(entries).getJsonArray("trades")).hasSize(1);
                intents += entries.size() - 1;
            }
            assertThat(intents)
                    .as("streams of which a redacted piece went out before their end")
                    .isPositive();
        }
    }

    private void redactEmail() throws IOException {
        Path rules = home.resolve("rules");
        Rules.write(rules, "response/mail", "unused phrase", "Block.because( \"no\" )");
        Files.writeString(
                rules.resolve("response/one.drl"),
                Rules.rule("response/mail", "pii.email", "Redact.of( $f ).as( \"[gone]\" )")
                        .replace("exists Finding(", "$f : Finding("));
        Files.writeString(
                rules.resolve("response/one.cases.yaml"),
                """
                - rule: response/mail
                  fires: [ { user: "hello", answer: "write to li@bank.example" } ]
                  silent: [ { user: "hello", answer: "good morning" } ]
                """);
    }

    private static String[] pieces(String text, SplittableRandom random) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(9));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces.toArray(String[]::new);
    }

    private static void cut(OutputStream out, String events, SplittableRandom random) throws IOException {
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(120));
            out.write(bytes, at, end - at);
            out.flush();
            at = end;
        }
    }

    @Test
    void bytesAreAsTheyCame_whenRulesFindNothing() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String events = ": ping\n\n" + stream(HARMLESS);
        for (String way : List.of("window", "none", "whole")) {
            try (ScriptedUpstream upstream = streaming(events);
                    Gateway gateway = gateway(upstream.url(), way)) {
                assertThat(ask(gateway).body()).as(way).isEqualTo(events);
            }
        }
    }

    @Test
    void textGoesOutAtOnceAndTheStreamIsStopped_whenTheRouteHoldsNothingBack() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String[] deltas = Arrays.copyOf(HARMLESS, HARMLESS.length + 2);
        deltas[HARMLESS.length] = " You get a full refund, for certain. ";
        deltas[HARMLESS.length + 1] = "And much more than that.";
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    head(out);
                    for (String delta : deltas) {
                        ScriptedUpstream.raw(out, "data: " + chunk(delta, null) + "\n\n");
                        never.await(30, TimeUnit.MILLISECONDS);
                    }
                    never.await(20, TimeUnit.SECONDS);
                });
                Gateway gateway = gateway(upstream.url(), "none")) {
            HttpResponse<String> response = ask(gateway);

            assertThat(said(response.body())).contains("full refund");
            assertThat(response.body()).contains("content_filter").endsWith("data: [DONE]\n\n");
            JsonObject entry = last(gateway.entries(response));
            assertThat(entry.getString("outcome")).isEqualTo("blocked");
            assertThat(entry.getInteger("releasedCharacters")).isPositive();
            never.countDown();
        }
    }

    @Test
    void answerWaitsForItsEnd_whenARuleNeedsAllOfIt() throws Exception {
        Path rules = home.resolve("rules");
        Rules.write(rules, "response/promise", "full refund", "Block.because( \"no\" )");
        Path file = rules.resolve("response/one.drl");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "exists Finding",
                                "not Answer( complete, text matches \"(?s).*sorry.*\" )\n  exists Finding"));
        try (ScriptedUpstream upstream = slowly(stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a full refund from us. ",
                        "Bye."));
                Gateway gateway = gateway(upstream.url(), "window")) {
            HttpResponse<String> response = ask(gateway);

            assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("blocked");
            assertThat(said(response.body())).isEmpty();
        }
    }

    @Test
    void nextTargetIsAsked_whenAStreamTellsOfAnErrorBeforeItsFirstWord() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String preamble = "data: " + chunk("", null) + "\n\n";
        for (String way : List.of("window", "none")) {
            try (ScriptedUpstream broken = streaming(
                            preamble + "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"overloaded\"}}\n\n");
                    ScriptedUpstream sound = streaming(stream(HARMLESS));
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets: [ { name: a, kind: http, url: "%s" }, { name: b, kind: http, url: "%s" } ]
                            routes: [ { name: all, models: [ "*" ], targets: [ a, b ], hold-back: %s } ]
                            """
                                    .formatted(broken.url(), sound.url(), way))) {
                HttpResponse<String> response = ask(gateway);

                assertThat(response.headers().firstValue("x-fulcrum-target")).contains("b");
                assertThat(said(response.body())).isEqualTo(String.join("", HARMLESS));
            }
        }
    }

    @Test
    void callerIsTold_whenTheTargetBreaksOffInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String whole = stream(HARMLESS);
        try (ScriptedUpstream upstream = streaming(whole.substring(0, whole.indexOf("soon")));
                Gateway gateway = gateway(upstream.url(), "window")) {
            HttpResponse<String> response = ask(gateway);

            assertThat(response.body()).contains("\"error\"").doesNotContain("[DONE]");
            assertThat(last(gateway.entries(response)).getString("outcome")).isEqualTo("failed");
        }
    }
}
