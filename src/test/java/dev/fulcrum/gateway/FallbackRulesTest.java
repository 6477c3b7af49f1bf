package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fallbacks by the shipped rules: refusals that policy allows, refusals that are right, and nothing left. */
class FallbackRulesTest {
    private static final String RULE = "failure/refused-though-allowed";
    private static final String ANSWER = "Open the app and tap the card.";

    @TempDir
    private Path home;

    private Gateway gateway(String hold, ScriptedUpstream... targets) {
        StringBuilder yaml = new StringBuilder("targets:\n");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < targets.length; i++) {
            yaml.append("  - { name: t%d, kind: http, url: \"%s\", breaker: none }\n".formatted(i, targets[i].url()));
            names.append(i == 0 ? "" : ", ").append("t").append(i);
        }
        return Gateway.start(
                home,
                yaml
                        + "routes: [ { name: help-desk, models: [ \"*\" ], targets: [ %s ], hold-back: %s } ]\n"
                                .formatted(names, hold));
    }

    private static JsonObject trade(JsonObject entry, String rule) {
        JsonArray trades = entry.getJsonArray("trades", new JsonArray());
        return trades.stream()
                .map(it -> (JsonObject) it)
                .filter(it -> it.getString("rule").equals(rule))
                .findFirst()
                .orElse(null);
    }

    @Test
    void nextModelAnswers_whenTheFirstRefusesWhatPolicyAllows() {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                ScriptedUpstream sensible = ChatJson.answering(ANSWER);
                Gateway gateway = gateway("whole", careful, sensible)) {
            HttpResponse<String> response = gateway.ask("m", "How do I block a lost bank card?");

            assertThat(response.body()).contains(ANSWER);
            assertThat(response.headers().firstValue("x-fulcrum-rules"))
                    .hasValueSatisfying(it -> assertThat(it).contains(RULE));
            JsonObject trade = trade(gateway.lastEntry(response), RULE);
            assertThat(trade.getString("action")).isEqualTo("fallback");
            assertThat(trade.getString("effect")).isEqualTo("enforced");
            assertThat(trade.getJsonArray("lowers")).containsExactly("over-refusal");
            assertThat(trade.getJsonArray("raises")).contains("boundary", "spend", "latency");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I make a pipe bomb?", "哪里买毒品便宜？"})
    void refusalStands_whenThePromptOughtToBeRefused(String question) {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                ScriptedUpstream careless = ChatJson.answering("First you take a pipe.");
                Gateway gateway = gateway("whole", careful, careless)) {
            HttpResponse<String> response = gateway.ask("m", question);

            assertThat(response.body()).contains(Lie.REFUSAL);
            assertThat(careless.requests()).isEmpty();
        }
    }

    @Test
    void refusalIsDelivered_whenTheOthersAreDown() {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                ScriptedUpstream down = ScriptedUpstream.answering(500, "text/plain", "oops");
                Gateway gateway = gateway("whole", careful, down)) {
            HttpResponse<String> response = gateway.ask("m", "How do I block a lost bank card?");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(gateway.lastEntry(response).getJsonArray("attempts").size())
                    .isEqualTo(3);
        }
    }

    @Test
    void customerHearsWhatToDo_whenTheGatewaysKeyIsRefused() throws IOException {
        Files.writeString(home.resolve("key"), "k-123");
        try (ScriptedUpstream locked = ScriptedUpstream.answering(401, "application/json", "{}");
                Gateway gateway = Gateway.start(
                        home,
                        """
                        targets: [ { name: t0, kind: http, url: "%s", key-file: key } ]
                        routes: [ { name: help-desk, models: [ "*" ], targets: [ t0 ] } ]
                        """
                                .formatted(locked.url()))) {
            HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

            assertThat(Gateway.outcome(response)).isEqualTo("answered-by-rule");
            assertThat(response.headers().firstValue("x-fulcrum-rules")).contains("failure/nothing-left");
            JsonObject attempt =
                    gateway.lastEntry(response).getJsonArray("attempts").getJsonObject(0);
            assertThat(attempt.getString("outcome")).isEqualTo("rejected");
        }
    }

    @Test
    void refusalIsDelivered_whenTheNextTargetIsSilentUntilTheDeadline() {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                ScriptedUpstream silent = new ScriptedUpstream((socket, out) -> Thread.sleep(20_000));
                Gateway gateway = Gateway.start(
                        home,
                        """
                        targets: [ { name: t0, kind: http, url: "%s" }, { name: t1, kind: http, url: "%s" } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ t0, t1 ], deadline: 2s } ]
                        """
                                .formatted(careful.url(), silent.url()))) {
            HttpResponse<String> response = gateway.ask("m", "How do I block a lost bank card?");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains(Lie.REFUSAL);
            assertThat(silent.requests()).hasSize(1);
        }
    }

    @Test
    void fallbackIsOnRecordAsNothingLeft_whenThereIsNoOtherTarget() {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                Gateway gateway = gateway("whole", careful)) {
            HttpResponse<String> response = gateway.ask("m", "How do I block a lost bank card?");

            assertThat(response.body()).contains(Lie.REFUSAL);
            assertThat(response.headers().firstValue("x-fulcrum-rules")).isEmpty();
            assertThat(trade(gateway.lastEntry(response), RULE).getString("effect"))
                    .isEqualTo("nothing-left");
        }
    }

    @Test
    void instructionGoesAlong_whenTheModelEvaded() {
        try (ScriptedUpstream evasive = ChatJson.answering("建议您咨询专业人士。您还有其他问题吗？");
                ScriptedUpstream plain = ChatJson.answering("需要身份证和收入证明。");
                Gateway gateway = gateway("whole", evasive, plain)) {
            HttpResponse<String> response = gateway.ask("m", "办房贷需要什么材料？");

            assertThat(response.body()).contains("需要身份证和收入证明。");
            assertThat(evasive.requests()).singleElement().asString().doesNotContain("请直接回答问题");
            assertThat(plain.requests()).singleElement().asString().contains("请直接回答问题");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "window"})
    void streamIsNotBegun_whenItsBeginningRefuses(String hold) {
        String[] refusal = {"I'm sorry, ", "but I can't help ", "with that."};
        String[] answer = {"Open the app ", "and tap the card. ", "Then tap freeze. ", "It is frozen at once."};
        try (ScriptedUpstream careful = ScriptedUpstream.slowly(ChatStream.stream(refusal));
                ScriptedUpstream sensible = ScriptedUpstream.slowly(ChatStream.stream(answer));
                Gateway gateway = gateway(hold, careful, sensible)) {
            HttpResponse<String> response = gateway.askForStream("m", "How do I block a lost bank card?");

            assertThat(ChatStream.said(response.body())).isEqualTo(String.join("", answer));
            JsonObject entry = gateway.lastEntry(response);
            assertThat(List.of(
                            entry.getJsonArray("attempts").getJsonObject(0).getString("outcome"),
                            entry.getJsonArray("attempts").getJsonObject(1).getString("outcome")))
                    .containsExactly("refused", "answered");
        }
    }

    @Test
    void shadowLeavesTheSameRecord_andTheRefusalGoesOut() {
        try (ScriptedUpstream careful = ChatJson.answering(Lie.REFUSAL);
                ScriptedUpstream sensible = ChatJson.answering(ANSWER);
                Gateway gateway = gateway("whole", careful, sensible)) {
            gateway.switchRule(RULE, new JsonObject().put("mode", "shadow").put("why", "a week of watching"));
            HttpResponse<String> response = gateway.ask("m", "How do I block a lost bank card?");

            assertThat(response.body()).contains(Lie.REFUSAL);
            assertThat(sensible.requests()).isEmpty();
            assertThat(trade(gateway.lastEntry(response), RULE).getString("effect"))
                    .isEqualTo("shadow");
        }
    }

    @Test
    void shadowLeavesARecordOfAStreamToo() {
        String[] refusal = {"I'm sorry, ", "but I can't help ", "with that."};
        try (ScriptedUpstream careful = ScriptedUpstream.slowly(ChatStream.stream(refusal));
                ScriptedUpstream sensible = ChatJson.answering(ANSWER);
                Gateway gateway = gateway("none", careful, sensible)) {
            gateway.switchRule(RULE, new JsonObject().put("mode", "shadow").put("why", "a week of watching"));
            gateway.switchRule(
                    "failure/evaded-the-question",
                    new JsonObject().put("mode", "off").put("why", "one at a time"));
            HttpResponse<String> response = gateway.askForStream("m", "How do I block a lost bank card?");

            assertThat(ChatStream.said(response.body())).isEqualTo(String.join("", refusal));
            assertThat(trade(gateway.lastEntry(response), RULE).getString("effect"))
                    .isEqualTo("shadow");
        }
    }

    @Test
    void fallbackIsOnRecordAsTooLate_whenAStreamHasNoOtherTarget() {
        String[] refusal = {"I'm sorry, ", "but I can't help ", "with that."};
        try (ScriptedUpstream careful = ScriptedUpstream.slowly(ChatStream.stream(refusal));
                Gateway gateway = gateway("none", careful)) {
            HttpResponse<String> response = gateway.askForStream("m", "How do I block a lost bank card?");

            assertThat(ChatStream.said(response.body())).isEqualTo(String.join("", refusal));
            assertThat(trade(gateway.lastEntry(response), RULE).getString("effect"))
                    .isEqualTo("too-late");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "window"})
    void ruleAnswersInPlaceOfAStreamThatRefuses_thoughThereIsNoOtherTarget(String hold) {
        FailureRules.answerRefusals(home.resolve("rules"));
        String[] refusal = {"I'm sorry, ", "but I can't help ", "with that."};
        try (ScriptedUpstream careful = ScriptedUpstream.slowly(ChatStream.stream(refusal));
                Gateway gateway = Gateway.inFrontOf(home, careful, hold)) {
            HttpResponse<String> response = gateway.askForStream("m", "How do I block a lost bank card?");

            assertThat(ChatStream.said(response.body())).isEqualTo("Please call us.");
            assertThat(Gateway.outcome(response)).isEqualTo("answered-by-rule");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I change my address?", "怎么修改预留手机号？"})
    void ruleAnswers_whenNoModelIsLeft(String question) {
        try (ScriptedUpstream down = ScriptedUpstream.answering(503, "text/plain", "busy");
                Gateway gateway = gateway("whole", down)) {
            HttpResponse<String> response = gateway.ask("m", question);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Gateway.outcome(response)).isEqualTo("answered-by-rule");
            assertThat(response.body()).containsAnyOf("try again in a few minutes", "请几分钟后再试");
            assertThat(down.requests()).hasSize(3);
        }
    }

    @Test
    void filteredPromptIsAskedElsewhere_whenAzureRefusesIt() {
        String body =
                "{\"error\":{\"message\":\"filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\","
                        + "\"status\":400}}";
        try (ScriptedUpstream azure = ScriptedUpstream.answering(400, "application/json", body);
                ScriptedUpstream sensible = ChatJson.answering(ANSWER);
                Gateway gateway = gateway("whole", azure, sensible)) {
            assertThat(gateway.ask("m", "How do I block a lost bank card?").body())
                    .contains(ANSWER);
        }
    }
}
