package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded exchange of every API, its answer cut anywhere by the model's server, passes byte for byte however much is held back. */
class ReplayTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts/exchanges.jsonl");
    private static final List<String> PATHS =
            List.of("/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/embeddings", "/v1/messages");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(20261123);
    private Recorded current;
    private int errors;

    @TempDir
    private Path home;

    @SuppressWarnings("ArrayRecordComponent")
    private record Recorded(String path, byte[] request, int status, boolean stream, byte[] answer) {}

    @ParameterizedTest
    @ValueSource(strings = {"whole", "window", "none"})
    void bytesAreAsTheyCame_whenRulesFindNothing(String holdBack) throws Exception {
        assumeTrue(Files.exists(RECORDED), "skipped: no recorded exchanges at " + RECORDED);
        Rules.write(home.resolve("rules"), "response/blocked", "xyzzy-never-said", "Block.because( \"no\" )");
        Map<String, Integer> counts = new TreeMap<>();
        List<Recorded> all = recorded(counts);
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> answer(out));
                Gateway gateway = Gateway.startWithOwnRules(
                        home,
                        """
                        targets:
                          - { name: up, kind: http, url: "%s",
                              surfaces: [ openai.chat, openai.completions, openai.responses, openai.embeddings, anthropic.messages ] }
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                        limits: { body: 16MiB }
                        """
                                .formatted(upstream.url(), holdBack))) {
            for (Recorded exchange : all) {
                current = exchange;
                HttpResponse<byte[]> response = http.send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + exchange.path()))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.request()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

                assertThat(response.statusCode())
                        .as(() -> exchange.path() + ": " + text(response.body()) + " for " + text(exchange.answer()))
                        .isEqualTo(reportsError(exchange) ? 502 : exchange.status());
                if (reportsError(exchange)) {
                    errors++;
                    continue;
                }
                assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo(text(exchange.answer()));
            }
        }
        assertThat(all.size() - errors).isGreaterThan(360);
        System.out.println(all.size() + " recorded exchanges passed unchanged, hold-back " + holdBack + ": " + counts);
    }

    /** Whether the recording has an error where its status says that there is an answer: a failed try. */
    private static boolean reportsError(Recorded exchange) {
        return exchange.status() == 200 && text(exchange.answer()).startsWith("{\"error\":");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Recorded> recorded(Map<String, Integer> counts) throws Exception {
        List<Recorded> all = new ArrayList<>();
        for (String line : Files.readAllLines(RECORDED)) {
            JsonNode exchange = JSON.readTree(line);
            Optional<String> path = path(exchange.get("path").asText());
            boolean stream = exchange.get("streaming").asBoolean();
            path.ifPresent(it -> counts.merge(it + (stream ? " streamed" : " whole"), 1, Integer::sum));
            counts.merge(path.isPresent() ? "replayed" : "of no surface", 1, Integer::sum);
            if (path.isPresent()) {
                byte[] request = JSON.writeValueAsBytes(exchange.get("request"));
                byte[] answer = PassageTest.body(line, exchange).getBytes(StandardCharsets.UTF_8);
                all.add(new Recorded(path.get(), request, exchange.get("status").asInt(), stream, answer));
            }
        }
        return all;
    }

    /** The gateway's path of what was recorded, perhaps at a longer one. */
    private static Optional<String> path(String recorded) {
        String plain = recorded.replaceAll("\\?.*", "");
        return PATHS.stream()
                .filter(path -> plain.equals(path)
                        || plain.matches("/openai/deployments/[^/]+" + path.substring(3))
                        || plain.equals("/beta" + path.substring(3)))
                .findFirst();
    }

    private void answer(OutputStream out) throws IOException {
        String type = current.stream() ? "text/event-stream" : "application/json";
        ScriptedUpstream.raw(
                out,
                "HTTP/1.1 " + current.status() + " Status\r\ncontent-type: " + type
                        + "\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n");
        byte[] answer = current.answer();
        int most = new int[] {40, 700, 9000}[random.nextInt(3)];
        for (int at = 0; at < answer.length; ) {
            int length = Math.min(answer.length - at, 1 + random.nextInt(most));
            ScriptedUpstream.raw(out, Integer.toHexString(length) + "\r\n");
            out.write(answer, at, length);
            ScriptedUpstream.raw(out, "\r\n");
            at += length;
        }
        ScriptedUpstream.raw(out, "0\r\n\r\n");
    }
}
