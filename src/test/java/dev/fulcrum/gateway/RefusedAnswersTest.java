package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that refuse in plain words: what the ledger calls their answers, and what rules know of earlier ones. */
class RefusedAnswersTest {
    private static final String REFUSAL = "I'm sorry, but I can't help with that.";
    private static final String PARTIAL =
            "I cannot change limits for you. However, in general the app lists them under Cards.";
    private static final String FULL = "Your card is on its way.";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream) {
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: up, kind: http, url: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: window } ]
                """
                        .formatted(upstream.url()));
    }

    private static JsonObject choice(int index, String key, String text) {
        return new JsonObject()
                .put("index", index)
                .put(key, new JsonObject().put("role", "assistant").put("content", text))
                .put("finish_reason", "stop");
    }

    private static String body(String key, String... choices) {
        JsonArray array = new JsonArray();
        for (String text : choices) {
            array.add(choice(array.size(), key, text));
        }
        return new JsonObject()
                .put("id", "c")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "m")
                .put("choices", array)
                .encode();
    }

    private static String classOf(Gateway gateway, HttpResponse<String> response) {
        return gateway.entries(response).get(0).getString("answerClass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                FULL + " | " + FULL + " | full",
                FULL + " | " + PARTIAL + " | partial",
                PARTIAL + " | " + REFUSAL + " | refusal",
                "您的卡已寄出。 | 很抱歉，我无法提供这方面的帮助。 | refusal",
            })
    void ledgerTellsTheClass_whenTheFieldsSayNothing(String first, String second, String answerClass) {
        Rules.write(home.resolve("rules"), "request/one", "abracadabra", "Flag.as( \"seen\" )");
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.answering(200, "application/json", body("message", first, second));
                Gateway gateway = gateway(upstream)) {
            assertThat(classOf(gateway, gateway.ask("m", "Where is my card?"))).isEqualTo(answerClass);
        }
    }

    @ParameterizedTest
    @CsvSource({"response/one, Flag.as( \"seen\" )", "response/one, Block.because( \"no\")"})
    void ledgerTellsTheClass_whenARefusalIsStreamed(String rule, String then) {
        Rules.write(home.resolve("rules"), rule, "abracadabra", then);
        String events = "data: " + body("delta", REFUSAL) + "\n\ndata: [DONE]\n\n";
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "text/event-stream", events);
                Gateway gateway = gateway(upstream)) {
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions",
                    Gateway.chat("m", "Where is my card?", true).encode());

            assertThat(response.body()).contains(REFUSAL);
            assertThat(classOf(gateway, response)).isEqualTo("refusal");
        }
    }

    @Test
    void personTakesOver_whenTheModelTurnedTheUserAwayTwice() {
        try (Gateway gateway = Gateway.shipped(home)) {
            JsonArray messages = new JsonArray()
                    .add(said("user", "Why was my transfer returned?"))
                    .add(said("assistant", REFUSAL))
                    .add(said("user", "It is my own transfer."))
                    .add(said("assistant", REFUSAL))
                    .add(said("user", "Then how do I find out?"));

            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions",
                    new JsonObject()
                            .put("model", "help-desk")
                            .put("messages", messages)
                            .encode());

            assertThat(response.headers().firstValue("x-fulcrum-outcome")).hasValue("handed-off");
            assertThat(response.headers().firstValue("x-fulcrum-rules")).hasValue("request/turned-away-twice");
        }
    }

    private static JsonObject said(String role, String text) {
        return new JsonObject().put("role", role).put("content", text);
    }
}
