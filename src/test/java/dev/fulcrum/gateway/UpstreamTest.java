package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a target, and what of its answer comes back. */
class UpstreamTest {
    private static final String ANSWER = ChatJson.answer("Hello").encode();

    @TempDir
    private Path home;

    @Test
    void sendsNeitherTheCallersKeyNorHopByHopHeaders() {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER);
                Gateway gateway = Gateway.start(
                        home,
                        """
                targets: [ { name: up, kind: http, url: "%s" } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                """
                                .formatted(upstream.url()))) {
            gateway.post(
                    "/v1/chat/completions",
                    Gateway.chat("any", "hello", false).encode(),
                    "authorization",
                    "Bearer caller-secret",
                    "x-api-key",
                    "caller-secret",
                    "cookie",
                    "session=caller-secret",
                    "te",
                    "trailers",
                    "x-trace",
                    "not-listed",
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

            assertThat(upstream.requests()).singleElement().satisfies(request -> assertThat(request)
                    .doesNotContain("caller-secret")
                    .doesNotContain("trailers")
                    .doesNotContain("not-listed")
                    .containsIgnoringCase("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .endsWith(Gateway.chat("any", "hello", false).encode()));
        }
    }

    @Test
    void answersFromTheRecord_whenTheTargetIsRecorded() throws IOException {
        JsonObject request = Gateway.chat("any", "你好", false);
        Files.createDirectories(home);
        Files.writeString(
                home.resolve("tape.jsonl"),
                new JsonObject()
                                .put("path", "/v1/chat/completions")
                                .put("request", request)
                                .put("status", 200)
                                .put("content_type", "application/json")
                                .put("streaming", false)
                                .put("response_json", new JsonObject(ANSWER))
                                .encode()
                        + "\n");
        try (Gateway gateway = Gateway.start(
                home,
                """
                targets: [ { name: tape, kind: recorded, file: tape.jsonl } ]
                routes: [ { name: all, models: [ "*" ], targets: [ tape ] } ]
                """)) {
            assertThat(gateway.post("/v1/chat/completions", request.encode()).body())
                    .isEqualTo(ANSWER);
            assertThat(gateway.ask("any", "something else").statusCode()).isEqualTo(404);
        }
    }
}
