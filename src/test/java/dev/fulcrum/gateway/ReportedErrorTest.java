package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that a target tells with status 200: a failed try, in whatever shape they come. */
class ReportedErrorTest {
    private static final String DONE = "data: [DONE]\n\n";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String more, String targets, String target) {
        return Gateway.start(
                home,
                """
                targets:
                  - { name: bad, kind: http, url: "%s"%s }
                  - { name: good, kind: simulated, character: balanced }
                routes: [ { name: all, models: [ "*" ], targets: [ %s ], %s } ]
                """
                        .formatted(upstream.url(), more, targets, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no quota\",\"type\":\"insufficient_quota\",\"code\":null}}",
                "{\"error\":\"overloaded\"}",
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}",
                "{\"detail\":\"Not Found\"}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}",
                "{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\",\"code\":400}",
                "{\"message\":\"invalid key\",\"code\":\"E17\"}",
                "{\"success\":false,\"errors\":[{\"message\":\"no\"}],\"result\":null}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hal\"},\"finish_reason\":\"error\"}]}",
            })
    void otherTargetAnswers_whenTheFirstReportsAnError(String error) {
        for (String type : new String[] {"application/json", "text/event-stream"}) {
            String body = type.endsWith("json") ? error : "data: " + error + "\n\n" + DONE;
            try (ScriptedUpstream upstream =
                            new ScriptedUpstream((socket, out) -> ScriptedUpstream.write(out, 200, type, body));
                    Gateway gateway = gateway(upstream, "", "bad, good", "attempts: 2")) {
                HttpResponse<String> response = gateway.ask("any", "hello there");

                assertThat(response.statusCode()).isEqualTo(200);
                JsonObject first = gateway.entries(response)
                        .get(0)
                        .getJsonArray("attempts")
                        .getJsonObject(0);
                assertThat(first.getString("outcome")).isEqualTo("error");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"application/json,''", "text/event-stream,''", "text/event-stream,'data: '"})
    void callerGetsAnErrorOfItsSurface_whenNoTargetIsLeft(String type, String before) {
        String body = before + "{\"error\":{\"message\":\"oops\",\"code\":\"quota\"}}\n\n";
        try (ScriptedUpstream upstream =
                        new ScriptedUpstream((socket, out) -> ScriptedUpstream.write(out, 200, type, body));
                Gateway gateway = gateway(upstream, "", "bad", "attempts: 1")) {
            HttpResponse<String> response = gateway.ask("any", "hello there");

            assertThat(response.statusCode()).isEqualTo(502);
            JsonObject error = new JsonObject(response.body()).getJsonObject("error");
            assertThat(error.getString("code")).isEqualTo("upstream_error");
            assertThat(error.getString("message")).contains("quota");
            assertThat(gateway.entries(response).get(0).getString("outcome")).isEqualTo("failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "window", "none"})
    void streamPasses_whenItsTargetIsLenient(String way) {
        String body = "data: " + ChatStream.chunk("Our branches ", "stop") + "\n\ndata: "
                + ChatStream.chunk("open at nine.", "stop") + "\n\n";
        for (boolean lenient : new boolean[] {true, false}) {
            try (ScriptedUpstream upstream = new ScriptedUpstream(
                            (socket, out) -> ScriptedUpstream.write(out, 200, "text/event-stream", body));
                    Gateway gateway =
                            gateway(upstream, ", lenient: " + lenient, "bad", "attempts: 1, hold-back: " + way)) {
                HttpResponse<String> response = gateway.askForStream("any", "hello there");

                if (lenient) {
                    assertThat(response.body()).isEqualTo(body);
                } else {
                    assertThat(response.body()).doesNotContain("open at nine.");
                }
            }
        }
    }
}
