package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
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

/** Recorded exchanges of real endpoints pass unchanged, byte for byte, under rules that do not touch them. */
class PassageTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts/exchanges.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    @Test
    void passesEveryRecordedChatExchange_whenRulesHoldBackWhole() throws Exception {
        Rules.write(home.resolve("rules"), "response/flagged", "xyzzy-never-said", "Flag.as( \"seen\" )");
        passesEveryRecordedChatExchange();
    }

    @Test
    void passesEveryRecordedChatExchange_whenNoRuleReadsAnswers() throws Exception {
        Rules.write(home.resolve("rules"), "request/blocked", "xyzzy-never-said", "Block.because( \"no\" )");
        passesEveryRecordedChatExchange();
    }

    private void passesEveryRecordedChatExchange() throws Exception {
        assumeTrue(Files.exists(RECORDED), "skipped: no recorded exchanges at " + RECORDED);
        HttpClient http = HttpClient.newHttpClient();
        Map<JsonNode, List<String>> expected = new HashMap<>();
        List<JsonNode> exchanges = new ArrayList<>();
        for (String line : Files.readAllLines(RECORDED)) {
            JsonNode exchange = JSON.readTree(line);
            if (exchange.get("path").asText().contains("/chat/completions")) {
                exchanges.add(exchange);
                expected.computeIfAbsent(exchange.get("request"), key -> new ArrayList<>())
                        .add(exchange.get("status").asText() + body(line, exchange));
            }
        }
        try (Gateway gateway = Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: tape, kind: recorded, file: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ tape ] } ]
                limits: { body: 16MiB }
                """
                        .formatted(RECORDED.toAbsolutePath()))) {
            int streams = 0;
            for (JsonNode exchange : exchanges) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(exchange.get("request"))))
                        .build();
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                String got = response.statusCode() + new String(response.body(), StandardCharsets.UTF_8);

                assertThat(expected.get(exchange.get("request")))
                        .as(exchange.get("source").asText())
                        .contains(got);
                streams += exchange.get("streaming").asBoolean() ? 1 : 0;
            }
            assertThat(exchanges).hasSizeGreaterThan(200);
            assertThat(streams).isGreaterThan(20);
            System.out.println(
                    exchanges.size() + " recorded chat exchanges passed unchanged, " + streams + " of them streams");
        }
    }

    /** The answer's bytes as the recording has them: the raw text, or the JSON cut out of its line. */
    static String body(String line, JsonNode exchange) throws Exception {
        if (exchange.hasNonNull("response_raw")) {
            return exchange.get("response_raw").asText();
        }
        String key = "\"response_json\": ";
        int begin = line.lastIndexOf(key) + key.length();
        try (var parser = JSON.getFactory().createParser(line.substring(begin))) {
            parser.nextToken();
            parser.skipChildren();
            return line.substring(begin, begin + (int) parser.currentLocation().getCharOffset());
        }
    }
}
