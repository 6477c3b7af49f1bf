package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that nobody knows: read and passed on, or refused where the route says so. */
class UnknownFieldsTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path home;

    private static String request(String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"" + more + "}]}";
    }

    @Test
    void unusualPlacesAreRead_whenARuleLooksForAPhrase() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", "Block.because( \"no\" )");
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            for (String more : List.of(
                    ",\"name\":\"verboten\"",
                    ",\"mood\":{\"deep\":[\"verboten\"]}",
                    ",\"verboten\":1",
                    "}],\"prediction\":{\"type\":\"content\",\"content\":\"verboten\"},\"x\":[{\"y\":1")) {
                assertThat(Gateway.outcome(gateway.post(CHAT, request(more))))
                        .as(more)
                        .isEqualTo("blocked");
            }
            String harmless = request(",\"mood\":{\"deep\":[1]}");
            assertThat(gateway.post(CHAT, harmless).statusCode()).isEqualTo(200);
            assertThat(upstream.requests().get(0)).contains(harmless);
        }
    }

    @Test
    void requestIsRefused_whenTheRouteTakesNothingUnknown() {
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.start(
                        home,
                        """
                        targets: [ { name: up, kind: http, url: "%s" } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], on-unknown: refuse } ]
                        """
                                .formatted(upstream.url()))) {
            HttpResponse<String> refused = gateway.post(CHAT, request(",\"mood\":1"));

            assertThat(refused.statusCode()).isEqualTo(400);
            JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
            assertThat(error.getString("code")).isEqualTo("unknown_parameter");
            assertThat(error.getString("param")).isEqualTo("messages[0].mood");
            assertThat(gateway.post(CHAT, request(",\"name\":\"anna\"")).statusCode())
                    .isEqualTo(200);
            assertThat(upstream.requests()).hasSize(1);
        }
    }
}
