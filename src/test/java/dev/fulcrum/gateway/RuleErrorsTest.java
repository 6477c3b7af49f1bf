package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rule that works without end on a caller's many messages is that rule's error, and nobody else's. */
class RuleErrorsTest {
    private static final String CONDITION = "exists Finding(";
    private static final String ENDLESS =
            "not ( $a : Message() and $b : Message( index != $a.index ) and Message( index != $b.index, text == \"no\" ) )\n"
                    + "  exists Finding(";

    @TempDir
    private Path home;

    private Gateway start(String onPolicyError) {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"first\" )");
        Rules.narrow(home.resolve("rules"), "request", CONDITION, ENDLESS);
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ], on-policy-error: %s } ]
                """
                        .formatted(onPolicyError));
    }

    private static String manyMessages() {
        JsonArray messages = new JsonArray();
        for (int i = 0; i < 700; i++) {
            messages.add(new JsonObject().put("role", "assistant").put("content", "answer " + i));
            messages.add(new JsonObject().put("role", "user").put("content", "a squirrel " + i));
        }
        return new JsonObject().put("model", "any").put("messages", messages).encode();
    }

    private static void switchOff(Gateway gateway) {
        assertThat(gateway.switchRule(
                                "request/one",
                                new JsonObject().put("mode", "off").put("why", "it breaks"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Timeout(120)
    void failsByItsName_whenTheRouteFailsClosed() {
        try (Gateway gateway = start("closed")) {
            HttpResponse<String> broken = gateway.post("/v1/chat/completions", manyMessages());
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.body()).contains("policy_error").contains("request/one");
            assertThat(gateway.lastEntry(broken).encode()).contains("request/one");
            assertThat(gateway.metrics()).contains("fulcrum_policy_errors_total 1.0");
            assertThat(Gateway.outcome(gateway.ask("any", "a squirrel"))).isEqualTo("blocked");

            switchOff(gateway);
            assertThat(gateway.post("/v1/chat/completions", manyMessages()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @Timeout(120)
    void isTakenOutAloud_whenItBreaksAgainAndAgain() {
        try (Gateway gateway = start("open")) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> answer = gateway.post("/v1/chat/completions", manyMessages());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(gateway.lastEntry(answer).encode()).contains("request/one");
            }
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/readyz").body()).startsWith("ready").contains("request/one");
            assertThat(gateway.metrics()).contains("fulcrum_policy_rules_out 1.0");
            assertThat(gateway.admin("GET", "/rules", "").body()).contains("\"out\":true");
        }
    }

    @Test
    void isRefused_whenItCannotWork() {
        try (Gateway gateway = start("open")) {
            Rules.narrow(
                    home.resolve("rules"),
                    "request",
                    CONDITION,
                    "exists Message( text str[startsWith] \"/admin\" )\n  exists Finding(");
            HttpResponse<String> refused = gateway.admin("POST", "/reload", "{}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("str[…]").contains("startsWith");
        }
    }
}
