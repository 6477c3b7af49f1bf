package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.proxy.Callers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose prompts make the vendor say 500, and one that gets its answers. */
class BadPromptsTest {
    private static final String GOOD =
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Hello."}}]}""";

    @TempDir
    private Path home;

    private final AtomicInteger asked = new AtomicInteger();

    private static HttpResponse<String> ask(Gateway gateway, String key, String question) {
        return gateway.post(
                "/v1/chat/completions", Gateway.chat("m", question, false).encode(), "authorization", "Bearer " + key);
    }

    private static String retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("retry-after").orElse("");
    }

    @Test
    void oneAppsPromptsStopNobodyElse_andTheOutageOfTheTargetStopsAll() {
        FailureRules.answerRefusals(home.resolve("rules"));
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    asked.incrementAndGet();
                    String request = last();
                    int status = request.contains("bad") ? 500 : request.contains("down") ? 503 : 200;
                    ScriptedUpstream.write(out, status, "application/json", status == 200 ? GOOD : "{\"error\":{}}");
                });
                Gateway gateway = Gateway.startWithOwnRules(
                        home,
                        """
                        policy: { rules: rules, risks: risks.yaml, cases: false }
                        apps: [ { name: a, keys: [ "%s" ] }, { name: b, keys: [ "%s" ] } ]
                        targets:
                          - { name: up, kind: http, url: "%s", breaker: { pause: 9500ms } }
                          - { name: other, kind: http, url: "%s", breaker: { pause: 30s } }
                        routes: [ { name: all, models: [ "*" ], targets: [ up, other ], attempts: 2 } ]
                        """
                                .formatted(Callers.hash("ka"), Callers.hash("kb"), upstream.url(), upstream.url()))) {
            scripted = upstream;
            for (int i = 0; i < 15; i++) {
                assertThat(ask(gateway, "ka", "bad").statusCode()).isEqualTo(502);
            }
            assertThat(ask(gateway, "ka", "good").statusCode()).isEqualTo(200);
            for (int i = 0; i < 15; i++) {
                ask(gateway, "ka", "bad " + i);
            }
            assertThat(ask(gateway, "ka", "good").statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "kb", "good").statusCode()).isEqualTo(200);

            int before = asked.get();
            for (int i = 0; i < 15; i++) {
                ask(gateway, "kb", "down");
            }
            assertThat(asked.get() - before).isLessThan(30);
            HttpResponse<String> down = ask(gateway, "kb", "good");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(Integer.parseInt(retryAfter(down))).isBetween(2, 10);
        }
    }

    private volatile ScriptedUpstream scripted;

    private String last() {
        return scripted.requests().get(scripted.requests().size() - 1);
    }
}
