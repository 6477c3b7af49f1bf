package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No trade off the record: while the ledger refuses to take down what a rule did, none of it reaches the caller. */
class UnrecordedTest {
    private static final String HARMLESS = "Your card has been sent, and it will arrive quite soon. ";
    private static final String BLOCK = "Block.because( \"not promised\" )";
    private static final String MASK = "Redact.of( $f ).as( \"[name]\" )";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String holdBack, int queue) {
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: up, kind: http, url: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                ledger: { path: data/fulcrum.db, queue: %d, patience: 300ms }
                """
                        .formatted(upstream.url(), holdBack, queue));
    }

    private void rule(String phrase, String then) {
        Rules.write(home.resolve("rules"), "response/acts", phrase, then);
        if (then.equals(MASK)) {
            Rules.narrow(home.resolve("rules"), "response", "exists Finding(", "$f : Finding(");
        }
    }

    /** Asks while another program holds the ledger's file, so that nothing can be written. */
    private HttpResponse<String> whileLocked(Supplier<HttpResponse<String>> question) throws SQLException {
        try (Connection locker = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/fulcrum.db"));
                Statement statement = locker.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            return question.get();
        }
    }

    private static void assertUnrecorded(Gateway gateway, HttpResponse<String> response) {
        String id = response.headers().firstValue("x-fulcrum-exchange").orElseThrow();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.get("/readyz").statusCode() == 200);
        assertThat(gateway.admin("GET", "/exchanges/" + id, "").statusCode()).isEqualTo(404);
    }

    private static void assertErrorAlone(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(Gateway.outcome(response)).isEqualTo("failed");
        assertThat(response.headers().firstValue("x-fulcrum-rules").orElse("")).isEmpty();
        assertThat(response.body())
                .startsWith("{\"error\":")
                .contains("ledger_unavailable")
                .doesNotContain("Heron")
                .doesNotContain("[name]")
                .doesNotContain("content_filter")
                .doesNotContain("response/acts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "whole"})
    void maskedStreamIsAnErrorAlone_whenNothingWentOutBefore(String way) throws SQLException {
        rule("Blue Heron", MASK);
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(
                        ChatStream.stream("The plan is Blue", " Heron, you know. ", HARMLESS, "Bye."));
                Gateway gateway = gateway(upstream, way, 100)) {
            HttpResponse<String> response = whileLocked(() -> gateway.askForStream("m", "hi"));

            assertErrorAlone(response);
            assertUnrecorded(gateway, response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"window", "whole"})
    void blockedStreamIsAnErrorAlone_whenNothingWentOutBefore(String way) throws SQLException {
        rule("Blue Heron", BLOCK);
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.slowly(ChatStream.stream("The plan is Blue", " Heron, you know. ", HARMLESS));
                Gateway gateway = gateway(upstream, way, 100)) {
            HttpResponse<String> response = whileLocked(() -> gateway.askForStream("m", "hi"));

            assertErrorAlone(response);
            assertUnrecorded(gateway, response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MASK, BLOCK})
    void streamBreaksOffInFrontOfTheRulesWork_whenAWindowWentOutBefore(String then) throws SQLException {
        rule("Blue Heron", then);
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(
                        ChatStream.stream(HARMLESS, HARMLESS, "The plan is Blue", " Heron, you know. ", HARMLESS));
                Gateway gateway = gateway(upstream, "window", 100)) {
            HttpResponse<String> response = whileLocked(() -> gateway.askForStream("m", "hi"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .contains(HARMLESS)
                    .contains("ledger_unavailable")
                    .doesNotContain("Heron")
                    .doesNotContain("[name]")
                    .doesNotContain("content_filter")
                    .doesNotContain("response/acts")
                    .doesNotContain("[DONE]");
            assertUnrecorded(gateway, response);
        }
    }

    @Test
    void maskedStreamIsAnErrorAlone_whenTheLedgersQueueIsFull() throws SQLException {
        rule("Blue Heron", MASK);
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.streaming(ChatStream.stream("The plan is Blue Heron, you know. ", "Bye."));
                Gateway gateway = gateway(upstream, "window", 1)) {
            HttpResponse<String> response = whileLocked(() -> {
                assertThat(gateway.post("/v1/chat/completions", "{").statusCode())
                        .isEqualTo(400);
                return gateway.askForStream("m", "hi");
            });

            assertErrorAlone(response);
            assertUnrecorded(gateway, response);
        }
    }
}
