package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.inspect.ExternalServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges about which a service outside is asked. */
class OutsideTest {
    private static final String REQUEST_RULE = "request/violence";
    private static final String RESPONSE_RULE = "response/violence";
    private static final String VIOLENT =
            "{\"results\":[{\"flagged\":true,\"categories\":{\"violence\":true},\"category_scores\":{\"violence\":0.9}}]}";
    private static final String PEACEFUL =
            "{\"results\":[{\"flagged\":false,\"categories\":{\"violence\":false},\"category_scores\":{\"violence\":0.1}}]}";

    private final ExternalServer service = new ExternalServer(ExternalServer.says(200, VIOLENT));

    @TempDir
    private Path home;

    private Gateway gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        service.close();
    }

    private void start(String rule, String onError, String onPolicyError) throws IOException {
        String phase = rule.substring(0, rule.indexOf('/'));
        Path rules = home.resolve("rules/" + phase);
        Files.createDirectories(rules);
        Files.writeString(
                rules.resolve("one.drl"),
                Rules.rule(rule, "moderation.violence", "Block.because( \"no violence\", \"不行\" )"));
        String answer = phase.equals("response") ? ", answer: fine" : "";
        Files.writeString(
                rules.resolve("one.cases.yaml"),
                """
                - rule: %s
                  fires: [ { user: hello%s, findings: [ { kind: moderation.violence, score: 0.9 } ] } ]
                  silent: [ { user: hello%s } ]
                """
                        .formatted(rule, answer, answer));
        gateway = Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes:
                  - { name: all, models: [ "*" ], targets: [ sim ], hold-back: window, window: 40, on-policy-error: %s }
                detectors:
                  external:
                    - name: moderation
                      url: "%s"
                      format: openai-moderation
                      kinds: [ moderation.violence ]
                      timeout: %s
                      on-error: %s
                """
                        .formatted(
                                onPolicyError,
                                service.url(),
                                onError.equals("never") ? "30s" : "100ms",
                                onError.equals("never") ? "fail" : onError));
    }

    private static String outcome(HttpResponse<?> response) {
        return response.headers().firstValue("x-fulcrum-outcome").orElse("");
    }

    private List<String> errors(HttpResponse<?> response) {
        JsonObject entry = gateway.entries(response).get(0);
        return entry.containsKey("errors")
                ? entry.getJsonArray("errors").stream().map(Object::toString).toList()
                : List.of();
    }

    @Test
    void blocked_whenTheServiceSeesWhatARuleReads() throws IOException {
        start(REQUEST_RULE, "never", "closed");

        HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(outcome(response)).isEqualTo("blocked");
        assertThat(response.body()).contains("no violence");
        assertThat(gateway.entries(response).get(0).getJsonArray("findings").encode())
                .contains("moderation.violence");
    }

    @Test
    void answered_whenTheServiceSeesNothing() throws IOException {
        service.behave(ExternalServer.says(200, PEACEFUL));
        start(REQUEST_RULE, "never", "closed");

        assertThat(outcome(gateway.ask("m", "What are your opening hours?"))).isEqualTo("answered");
        assertThat(service.questions()).containsExactly("{\"input\":[\"What are your opening hours?\"]}");
    }

    @Test
    void answeredAndCounted_whenTheServiceIsSlowAndMayBe() throws IOException {
        service.behave(service.isSilent());
        start(REQUEST_RULE, "ignore", "closed");

        HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

        assertThat(outcome(response)).isEqualTo("answered");
        assertThat(errors(response)).isEmpty();
        assertThat(gateway.metrics()).contains("fulcrum_detector_failures_total{detector=\"moderation\"} 1.0");
    }

    @Test
    void failed_whenTheServiceIsSlowAndTheRouteFailsClosed() throws IOException {
        service.behave(service.isSilent());
        start(REQUEST_RULE, "fail", "closed");

        HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("policy_error").contains(REQUEST_RULE);
        assertThat(errors(response))
                .singleElement()
                .asString()
                .contains("detector moderation: no answer within 100 ms");
    }

    @Test
    void answeredWithTheErrorOnRecord_whenTheRouteFailsOpen() throws IOException {
        service.behave(service.isSilent());
        start(REQUEST_RULE, "fail", "open");

        HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

        assertThat(outcome(response)).isEqualTo("answered");
        assertThat(errors(response))
                .singleElement()
                .asString()
                .contains("detector moderation")
                .contains(REQUEST_RULE);
    }

    @Test
    void answered_whenOnlyAShadowRuleMissesTheService() throws IOException {
        service.behave(service.isSilent());
        start(REQUEST_RULE, "fail", "closed");
        switchTo("shadow");

        HttpResponse<String> response = gateway.ask("m", "What are your opening hours?");

        assertThat(outcome(response)).isEqualTo("answered");
        assertThat(errors(response)).hasSize(1);
    }

    @Test
    void serviceIsAskedAgain_whenTheRuleThatReadsItIsBackOn() throws IOException {
        start(REQUEST_RULE, "never", "closed");
        switchTo("off");
        assertThat(outcome(gateway.ask("m", "What are your opening hours?"))).isEqualTo("answered");
        assertThat(service.questions()).isEmpty();

        switchTo("enforce");

        assertThat(outcome(gateway.ask("m", "What are your opening hours?"))).isEqualTo("blocked");
        assertThat(service.questions()).hasSize(1);
    }

    @Test
    void streamIsHeldWholeAndBlocked_whenTheServiceSeesItInTheAnswer() throws IOException {
        start(RESPONSE_RULE, "never", "closed");

        HttpResponse<String> response = gateway.post(
                "/v1/chat/completions",
                Gateway.chat("m", "What are your opening hours?", true).encode());

        assertThat(outcome(response)).isEqualTo("blocked");
        assertThat(response.body()).contains("content_filter").contains("no violence");
        assertThat(gateway.entries(response).get(0).containsKey("releasedCharacters"))
                .isFalse();
        assertThat(service.questions()).hasSize(1);
    }

    private void switchTo(String mode) {
        assertThat(gateway.switchRule(
                                REQUEST_RULE, new JsonObject().put("mode", mode).put("why", "test"))
                        .statusCode())
                .isEqualTo(200);
    }
}
