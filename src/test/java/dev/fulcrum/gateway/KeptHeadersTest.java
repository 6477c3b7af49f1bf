package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which headers cross the gateway, with real connections on both sides. */
class KeptHeadersTest {
    private static final String ANSWER =
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Hello."}}]}""";

    private static final Map<String, String> STRANGE = Map.ofEntries(
            Map.entry("Origin", "https://shop.example"),
            Map.entry("Referer", "https://shop.example/pay?card=4111"),
            Map.entry("Cookie", "session=1"),
            Map.entry("Sec-Fetch-Site", "cross-site"),
            Map.entry("Sec-Ch-Ua", "\"Chromium\""),
            Map.entry("OpenAI-Organization", "org-callers"),
            Map.entry("OpenAI-Project", "proj-callers"),
            Map.entry("X-Goog-Api-Key", "other-vendors"),
            Map.entry("X-Goog-User-Project", "other-project"),
            Map.entry("Anthropic-Api-Key", "other-vendors"),
            Map.entry("X-Api-Key", "other-vendors"),
            Map.entry("Api-Key", "other-vendors"),
            Map.entry("Ocp-Apim-Subscription-Key", "other-vendors"),
            Map.entry("X-Forwarded-For", "10.1.2.3"),
            Map.entry("CF-Connecting-IP", "10.1.2.3"),
            Map.entry("True-Client-IP", "10.1.2.3"),
            Map.entry("X-Amzn-Trace-Id", "Root=1"),
            Map.entry("Baggage", "user=anna"),
            Map.entry("X-Tenant", "north"),
            Map.entry("X-Stainless-OS", "MacOS"),
            Map.entry("Idempotency-Key", "k1"),
            Map.entry("X-Fulcrum-Tenant", "north"),
            Map.entry("Forwarded", "for=10.1.2.3"),
            Map.entry("Via", "1.1 proxy"),
            Map.entry("X-Real-IP", "10.1.2.3"),
            Map.entry("Authorization", "Basic YTpi"),
            Map.entry("Proxy-Authorization", "Basic YTpi"),
            Map.entry("Helicone-Auth", "Bearer other"),
            Map.entry("CF-AIG-Authorization", "Bearer other"),
            Map.entry("X-Portkey-Api-Key", "other-vendors"),
            Map.entry("X-Amz-Security-Token", "other-vendors"),
            Map.entry("X-Goog-Api-Client", "gl-node"),
            Map.entry("Anthropic-Dangerous-Direct-Browser-Access", "true"),
            Map.entry("X-Requested-With", "XMLHttpRequest"),
            Map.entry("Priority", "u=1"),
            Map.entry("TE", "trailers"),
            Map.entry("Trailer", "x-sum"),
            Map.entry("Content-Language", "de"),
            Map.entry("If-None-Match", "\"a\""),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("Range", "bytes=0-1"));

    @TempDir
    private Path home;

    private static String[] with(String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        STRANGE.forEach((name, value) -> {
            headers.add(name);
            headers.add(value);
        });
        return headers.toArray(String[]::new);
    }

    private static String head(ScriptedUpstream upstream) {
        String request = upstream.requests().get(0);
        return request.substring(0, request.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    }

    private HttpResponse<String> ask(ScriptedUpstream upstream, String target, String... headers) {
        FailureRules.answerRefusals(home.resolve("rules"));
        try (Gateway gateway = Gateway.startWithOwnRules(
                home,
                """
                policy: { rules: rules, risks: risks.yaml, cases: false }
                targets: [ { name: up, kind: http, url: "%s", surfaces: [ openai.chat, anthropic.messages ]%s } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                """
                        .formatted(upstream.url(), target))) {
            return gateway.post(
                    "/v1/chat/completions", Gateway.chat("m", "hello", false).encode(), headers);
        }
    }

    @Test
    void onlyWhatIsListedReachesTheTarget() {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER)) {
            HttpResponse<String> response = ask(
                    upstream,
                    "",
                    with(
                            "OpenAI-Beta",
                            "assistants=v2",
                            "Anthropic-Beta",
                            "files-api",
                            "Anthropic-Version",
                            "2023-06-01",
                            "traceparent",
                            "00-1-2-01",
                            "X-Client-Request-Id",
                            "r1",
                            "Accept",
                            "application/json"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(head(upstream))
                    .contains(
                            "openai-beta: assistants=v2", "anthropic-beta: files-api", "anthropic-version: 2023-06-01")
                    .contains("traceparent: 00-1-2-01", "x-client-request-id: r1", "accept: application/json")
                    .contains("content-type: application/json");
            STRANGE.keySet().forEach(name -> assertThat(head(upstream))
                    .as(name)
                    .doesNotContain("\r\n" + name.toLowerCase(Locale.ROOT) + ":"));
        }
    }

    @Test
    void aTargetGetsMore_whenItsConfigurationSaysSo() {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER)) {
            ask(upstream, ", headers: [ X-Tenant, baggage ]", with());

            assertThat(head(upstream))
                    .contains("x-tenant: north", "baggage: user=anna")
                    .doesNotContain("referer");
        }
    }

    @Test
    void theCallersAccountGoesWithTheCallersKey() {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER)) {
            ask(upstream, ", auth: caller", with());

            assertThat(head(upstream))
                    .contains("openai-organization: org-callers", "openai-project: proj-callers")
                    .doesNotContain("x-goog-", "anthropic-api-key", "referer", "cookie");
        }
    }

    private static final String CHATTY = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + ANSWER.length()
            + "\r\nconnection: close\r\nServer: uvicorn\r\nVia: 1.1 google\r\nAlt-Svc: h3=\":443\"\r\n"
            + "Strict-Transport-Security: max-age=1\r\nAccess-Control-Allow-Origin: *\r\nSet-Cookie: a=1\r\n"
            + "CF-Ray: 1-FRA\r\nCF-Cache-Status: DYNAMIC\r\nNEL: {}\r\nReport-To: {}\r\nServer-Timing: a\r\n"
            + "X-Powered-By: Express\r\nX-Envoy-Upstream-Service-Time: 7\r\nContent-Security-Policy: a\r\n"
            + "OpenAI-Organization: org-gateways\r\nAnthropic-Organization-Id: gateways\r\nLocation: /x\r\n"
            + "X-Compute-Time: 7\r\nX-Fulcrum-Outcome: blocked\r\nX-Request-Id: r1\r\nRequest-Id: r2\r\n"
            + "Retry-After: 3\r\nOpenAI-Processing-Ms: 9\r\nX-RateLimit-Remaining-Tokens: 5\r\n"
            + "Anthropic-RateLimit-Requests-Remaining: 4\r\nCache-Control: no-store\r\n\r\n" + ANSWER;

    @Test
    void onlyWhatIsListedReachesTheCaller() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> ScriptedUpstream.raw(out, CHATTY))) {
            HttpResponse<String> response = ask(upstream, "");

            assertThat(response.headers().map().keySet())
                    .contains("x-request-id", "request-id", "retry-after", "openai-processing-ms")
                    .contains("x-ratelimit-remaining-tokens", "anthropic-ratelimit-requests-remaining", "cache-control")
                    .doesNotContain(
                            "server", "via", "alt-svc", "strict-transport-security", "set-cookie", "cf-ray", "nel")
                    .doesNotContain(
                            "access-control-allow-origin", "report-to", "server-timing", "x-powered-by", "location")
                    .doesNotContain("x-envoy-upstream-service-time", "content-security-policy", "x-compute-time")
                    .doesNotContain("openai-organization", "anthropic-organization-id", "cf-cache-status");
            assertThat(Gateway.outcome(response)).isEqualTo("answered");
        }
    }

    @Test
    void aCallerGetsMore_whenTheTargetsConfigurationSaysSo() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> ScriptedUpstream.raw(out, CHATTY))) {
            HttpResponse<String> response = ask(upstream, ", answer-headers: [ X-Compute-Time ]");

            assertThat(response.headers().firstValue("x-compute-time")).contains("7");
        }
    }
}
