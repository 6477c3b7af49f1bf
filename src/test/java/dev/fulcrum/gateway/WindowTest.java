package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that go to the caller while they come, as far as rules have settled them. */
class WindowTest {
    @TempDir
    private Path home;

    @Test
    void firstSentenceArrives_whenTheRestHasNotComeYet() throws Exception {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    ScriptedUpstream.streamHead(out);
                    ScriptedUpstream.raw(
                            out, "data: " + ChatStream.chunk("Your card has been sent. It", null) + "\n\n");
                    ScriptedUpstream.raw(out, "data: " + ChatStream.chunk(" will arrive soon.", null) + "\n\n");
                    if (read.await(20, TimeUnit.SECONDS)) {
                        ScriptedUpstream.raw(out, ChatStream.stream("Bye"));
                    }
                });
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
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

                assertThat(ChatStream.said(first)).isEqualTo("Your card has been sent. It");
                assertThat(lines.lines().toList()).contains("data: [DONE]");
            }
        }
    }

    @Test
    void bytesAreAsTheyCame_whenRulesFindNothing() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String events = ": ping\n\n" + ChatStream.stream(ChatStream.HARMLESS);
        for (String way : List.of("window", "none", "whole")) {
            try (ScriptedUpstream upstream = ScriptedUpstream.streaming(events);
                    Gateway gateway = Gateway.inFrontOf(home, upstream, way)) {
                assertThat(gateway.askForStream("m", "Where is my card?").body())
                        .as(way)
                        .isEqualTo(events);
            }
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
                    ScriptedUpstream.streamHead(out);
                    cut(out, ChatStream.stream(pieces(text, new SplittableRandom(seed[0]++))), random);
                });
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            int intents = 0;
            for (int i = 0; i < 25; i++) {
                HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

                assertThat(ChatStream.said(response.body())).isEqualTo(redacted);
                List<JsonObject> entries = gateway.entries(response);
                assertThat(entries.get(entries.size() - 1).getJsonArray("trades"))
                        .hasSize(1);
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
}
