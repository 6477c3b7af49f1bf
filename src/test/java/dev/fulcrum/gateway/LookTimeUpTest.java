package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the time of detectors is up, the rules that read them are broken, and the others still count. */
class LookTimeUpTest {
    private static final String READS_TEXT =
            """
            - rule: request/two
              fires: [ { user: "a zebra" } ]
              silent: [ { user: "good morning" } ]
            """;

    @TempDir
    private Path home;

    private Gateway start(String onPolicyError) throws IOException {
        Path rules = home.resolve("rules");
        Rules.write(rules, "request/one", "squirrel", "Block.because( \"first\" )");
        String two = Rules.rule("request/two", "none", "Block.because( \"second\" )")
                .replace("Finding( kind == \"none\" )", "Message( text contains \"zebra\" )");
        Files.writeString(rules.resolve("request/two.drl"), two);
        Files.writeString(rules.resolve("request/two.cases.yaml"), READS_TEXT);
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ], on-policy-error: %s } ]
                detectors: { time: 1ms }
                """
                        .formatted(onPolicyError));
    }

    private static String longText(String end) {
        return "A well-known text, 3.5 times; it goes on. ".repeat(20_000) + end;
    }

    @Test
    void failsByTheRulesName_whenTheRouteFailsClosed() throws IOException {
        try (Gateway gateway = start("closed")) {
            HttpResponse<String> response = gateway.ask("m", longText("the end"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("policy_error").contains("request/one");
            assertThat(gateway.lastEntry(response).getJsonArray("errors").encode())
                    .contains("detectors.time")
                    .contains("request/one")
                    .doesNotContain("request/two");
            assertThat(gateway.metrics()).contains("fulcrum_policy_errors_total 1.0");
        }
    }

    @Test
    void answersWithTheErrorOnRecord_whenTheRouteFailsOpen() throws IOException {
        try (Gateway gateway = start("open")) {
            HttpResponse<String> response = gateway.ask("m", longText("the end"));

            assertThat(Gateway.outcome(response)).isEqualTo("answered");
            JsonObject entry = gateway.lastEntry(response);
            assertThat(entry.getJsonArray("errors").encode())
                    .contains("detectors.time")
                    .contains("request/one");
            assertThat(gateway.metrics()).contains("fulcrum_policy_errors_total 1.0");
        }
    }

    @Test
    void otherRulesStillBlock_whenTheRouteFailsOpen() throws IOException {
        try (Gateway gateway = start("open")) {
            HttpResponse<String> response = gateway.ask("m", longText("a zebra"));

            assertThat(Gateway.outcome(response)).isEqualTo("blocked");
            assertThat(response.body()).contains("second");
            assertThat(gateway.lastEntry(response).encode())
                    .contains("request/two")
                    .contains("detectors.time");
        }
    }
}
