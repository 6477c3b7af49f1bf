package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.upstream.Caller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real exchanges with OpenAI, Azure OpenAI and others, recorded by others. */
class RecordedTranscriptsTest {
    private static final Path TRANSCRIPTS =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts", "exchanges.jsonl");

    @Test
    void everyChatCompletionComesBackByteForByte_whenItsRequestIsSent() throws IOException {
        assumeTrue(
                Files.exists(TRANSCRIPTS),
                () -> "no transcripts at " + TRANSCRIPTS + "; name their parent with -Dfulcrum.shared=DIRECTORY");
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = Files.readAllLines(TRANSCRIPTS);
        try (Caller caller = new Caller()) {
            RecordedTarget target = new RecordedTarget("tape", TRANSCRIPTS);
            int compared = 0;
            for (String line : lines) {
                JsonNode exchange = mapper.readTree(line);
                String path = exchange.path("path").asText();
                if (!path.contains("chat/completions")) {
                    continue;
                }
                Reply reply = caller.ask(
                        target, Caller.request(path, exchange.path("request").toString()));
                assertThat(reply.status()).isEqualTo(exchange.path("status").asInt());
                assertThat(reply.bytes()).isEqualTo(expected(line, exchange));
                compared++;
            }
            assertThat(compared).isGreaterThan(200);
        }
    }

    private static byte[] expected(String line, JsonNode exchange) {
        if (exchange.path("response_raw").isTextual()) {
            return exchange.path("response_raw").textValue().getBytes(StandardCharsets.UTF_8);
        }
        int start = line.indexOf("\"response_json\": ") + "\"response_json\": ".length();
        int end = line.lastIndexOf(", \"response_raw\": null}");
        return line.substring(start, end).getBytes(StandardCharsets.UTF_8);
    }
}
