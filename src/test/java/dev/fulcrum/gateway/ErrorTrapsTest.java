package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.inspect.ExternalServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps of failing: an error is no block, and a broken stream is no answer. */
class ErrorTrapsTest {
    private static final String NO = "Block.because( \"no\" )";

    @TempDir
    private Path home;

    @Test
    void trap5_brokenPolicyIsAnErrorAndNoBlock_whicheverWayTheRouteFails() {
        Rules.write(home.resolve("rules"), "response/watched", "verboten", "Flag.as( \"seen\" )");
        for (String way : List.of("closed", "open")) {
            try (ScriptedUpstream upstream = ChatJson.answering("verboten");
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets: [ { name: up, kind: http, url: "%s" } ]
                            routes: [ { name: all, models: [ "*" ], targets: [ up ], on-policy-error: %s } ]
                            policy: { rules: rules, risks: risks.yaml, firings: 1, cases: false }
                            """
                                    .formatted(upstream.url(), way))) {
                HttpResponse<String> response = gateway.ask("m", "hi");

                JsonObject entry = gateway.lastEntry(response);
                assertThat(entry.getString("outcome")).isEqualTo(way.equals("closed") ? "failed" : "answered");
                assertThat(entry.getJsonArray("errors")).as(way).isNotEmpty();
                assertThat(response.body()).doesNotContain("content_filter");
            }
        }
    }

    @ParameterizedTest(name = "{0}, on-error {1}, on-policy-error {2}")
    @CsvSource({
        "request/watched, ignore, closed, answered",
        "request/watched, fail, closed, failed",
        "request/watched, fail, open, answered",
        "response/watched, ignore, closed, answered",
        "response/watched, fail, closed, failed",
        "response/watched, fail, open, answered",
    })
    void trap5_outsideServicesErrorIsNoBlock_whateverItSaysWithIt(
            String rule, String onError, String onPolicyError, String outcome) {
        Path rules = home.resolve("rules");
        Rules.write(rules, rule, "unused phrase", NO);
        Rules.narrow(rules, rule.substring(0, rule.indexOf('/')), "test.phrase", "moderation.violence");
        String flagged = "{\"results\":[{\"flagged\":true,\"categories\":{\"violence\":true},"
                + "\"category_scores\":{\"violence\":0.99}}]}";
        try (ExternalServer service = new ExternalServer(ExternalServer.says(500, flagged));
                ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.startWithOwnRules(
                        home,
                        """
                        targets: [ { name: up, kind: http, url: "%s" } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], on-policy-error: %s } ]
                        policy: { rules: rules, risks: risks.yaml, cases: false }
                        detectors:
                          external:
                            - { name: moderation, url: "%s", format: openai-moderation, kinds: [ moderation.violence ],
                                timeout: 20s, on-error: %s }
                        """
                                .formatted(upstream.url(), onPolicyError, service.url(), onError))) {
            HttpResponse<String> response = gateway.ask("m", "hi");

            assertThat(Gateway.outcome(response)).isEqualTo(outcome);
            assertThat(response.body()).doesNotContain("content_filter");
            assertThat(service.questions()).isNotEmpty();
            JsonObject entry = gateway.lastEntry(response);
            assertThat(entry.getString("outcome")).isEqualTo(outcome);
            assertThat(entry.getJsonArray("trades", new JsonArray())).isEmpty();
            assertThat(entry.getJsonArray("errors", new JsonArray())).hasSize(onError.equals("fail") ? 1 : 0);
        }
    }

    @Test
    void trap8_nextTargetIsAsked_whenAStreamTellsOfAnErrorBehindItsPreamble() {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String sound = api.stream("All is well, dear customer. ");
            String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                    + "\"message\":\"overloaded\"}}\n\n";
            String preamble = api.sequential() ? sound.substring(0, sound.indexOf("\n\n") + 2) : ": ping\n\n";
            try (ScriptedUpstream broken = ScriptedUpstream.streaming(preamble + error);
                    ScriptedUpstream well = ScriptedUpstream.streaming(sound);
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets:
                              - { name: a, kind: http, url: "%s", surfaces: [ %s ] }
                              - { name: b, kind: http, url: "%s", surfaces: [ %s ] }
                            routes: [ { name: all, models: [ "*" ], targets: [ a, b ], hold-back: window } ]
                            """
                                    .formatted(broken.url(), api.id(), well.url(), api.id()))) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());

                assertThat(response.headers().firstValue("x-fulcrum-target"))
                        .as(api.id())
                        .contains("b");
                assertThat(response.body()).isEqualTo(sound);
            }
        }
    }

    @Test
    void trap8_streamThatBreaksOffIsAFailure_onEverySurface() {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String sound = api.stream("All is well, dear customer. ", "Really, it is.", " Bye.");
            try (ScriptedUpstream upstream = ScriptedUpstream.streaming(sound.substring(0, sound.indexOf("Bye")));
                    Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());

                assertThat(gateway.lastEntry(response).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("failed");
                assertThat(response.body()).contains("error").doesNotContain("[DONE]");
            }
        }
    }
}
