package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as libraries and applications make them: the shipped rules let them pass byte for byte. */
class OrdinaryRequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path home;

    private static List<JsonNode> requests() throws Exception {
        List<JsonNode> requests = new ArrayList<>();
        try (InputStream in = OrdinaryRequestsTest.class.getResourceAsStream("/ordinary-requests.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                requests.add(MAPPER.readTree(line));
            }
        }
        return requests;
    }

    @Test
    void requestPassesByteForByte_whenALibraryMadeIt() throws Exception {
        List<String> touched = new ArrayList<>();
        List<JsonNode> requests = requests();
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.start(
                        home,
                        """
                        targets:
                          - { name: up, kind: http, url: "%s", surfaces: [ openai.chat, openai.completions, openai.embeddings, openai.responses, anthropic.messages ] }
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: whole } ]
                        """
                                .formatted(upstream.url()))) {
            for (JsonNode request : requests) {
                String body = request.get("body").toString();
                int before = upstream.requests().size();
                var answer = gateway.post(request.get("path").textValue(), body);
                List<String> sent = upstream.requests();
                if (sent.size() == before || !sent.get(before).endsWith(body)) {
                    touched.add(request.get("name").textValue() + ": " + answer.statusCode() + " "
                            + (sent.size() == before ? answer.body() : sent.get(before)));
                }
            }
        }

        assertThat(touched).isEmpty();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(30);
    }
}
