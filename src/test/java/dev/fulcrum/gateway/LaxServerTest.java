package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that label a stream as something else, and paths and methods that nobody serves. */
class LaxServerTest {
    private static final String EVENTS = "data: " + ChatStream.chunk("Our branches open at nine.", null) + "\n\ndata: "
            + ChatStream.chunk("", "stop") + "\n\ndata: [DONE]\n\n";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, boolean lenient) {
        FailureRules.answerRefusals(home.resolve("rules"));
        return Gateway.startWithOwnRules(
                home,
                """
                policy: { rules: rules, risks: risks.yaml, cases: false }
                targets: [ { name: up, kind: http, url: "%s", lenient: %s } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], attempts: 1 } ]
                """
                        .formatted(upstream.url(), lenient));
    }

    @Test
    void streamWithAnotherLabelIsOne_whenItsTargetIsLenient() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
            boolean text = last().contains("text, please");
            ScriptedUpstream.write(out, 200, text ? "text/plain" : "application/json", EVENTS);
        })) {
            scripted = upstream;
            try (Gateway gateway = gateway(upstream, true)) {
                for (String question : new String[] {"text, please", "json, please"}) {
                    HttpResponse<String> response = gateway.askForStream("m", question);

                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(response.body()).isEqualTo(EVENTS);
                    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
                }
            }
            try (Gateway gateway = gateway(upstream, false)) {
                assertThat(gateway.askForStream("m", "json, please").statusCode())
                        .isEqualTo(502);
            }
        }
    }

    private volatile ScriptedUpstream scripted;

    private String last() {
        return scripted.requests().get(scripted.requests().size() - 1);
    }

    @Test
    void whatIsNotServedIsSaidInTheCallersShape() {
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(EVENTS);
                Gateway gateway = gateway(upstream, false)) {
            HttpResponse<String> azure =
                    gateway.post("/openai/deployments/gpt/chat/completions?api-version=2024-10-21", "{}");
            assertThat(azure.statusCode()).isEqualTo(404);
            assertThat(azure.body()).contains("classic Azure", "/v1");
            for (String path : new String[] {
                "/v1/audio/speech", "/v1/batches", "/v1/files", "/v1/images/generations", "/v1/moderations"
            }) {
                HttpResponse<String> refused = gateway.post(path, "{}");
                assertThat(refused.statusCode()).as(path).isEqualTo(404);
                assertThat(refused.body()).contains("\"not_found\"", "POST " + path, "/v1/chat/completions");
            }
            HttpResponse<String> batches = gateway.post("/v1/messages/batches", "{}");
            assertThat(batches.statusCode()).isEqualTo(404);
            assertThat(batches.body()).startsWith("{\"type\":\"error\"");
            assertThat(gateway.get("/v1/files", "anthropic-version", "2023-06-01")
                            .body())
                    .startsWith("{\"type\":\"error\"");
            HttpResponse<String> method = gateway.get("/v1/chat/completions");
            assertThat(method.statusCode()).isEqualTo(405);
            assertThat(method.headers().firstValue("allow")).contains("POST");
            assertThat(upstream.requests()).isEmpty();
        }
    }
}
