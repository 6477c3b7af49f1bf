package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.beta.messages.MessageCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a caller's query reaches a target. */
class KeptQueryTest {
    private static final String CHAT =
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Hello."}}]}""";
    private static final String MESSAGE =
            """
            {"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello."}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String path, String more) {
        FailureRules.answerRefusals(home.resolve("rules"));
        return Gateway.startWithOwnRules(
                home,
                """
                policy: { rules: rules, risks: risks.yaml, cases: false }
                targets: [ { name: up, kind: http, url: "%s%s", surfaces: [ openai.chat, anthropic.messages ]%s } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ] } ]
                """
                        .formatted(upstream.url(), path, more));
    }

    private static String asked(ScriptedUpstream upstream) {
        return upstream.requests().get(0).lines().findFirst().orElseThrow().split(" ", 3)[1];
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ?api-version=2024-10-21, /v1/chat/completions?api-version=2024-10-21",
        "'', '', ?key=secret&api-version=1&api-version=2&user=anna, /v1/chat/completions?api-version=1",
        "'', '', ?beta=true&subscription-key=s&access_token=t&API-VERSION=3, /v1/chat/completions",
        "'', '', ?, /v1/chat/completions",
        "'', '', ?api-version=%0d%0ax&api-version, /v1/chat/completions?api-version=%0d%0ax",
        "/openai/deployments/g?api-version=own, '', ?api-version=callers&x=1, /openai/deployments/g/chat/completions?api-version=own",
        "'', ', query: [ feature ]', ?feature=a%20b&other=1, /v1/chat/completions?feature=a%20b"
    })
    void onlyWhatIsListedReachesTheTarget(String path, String more, String query, String expected) {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", CHAT);
                Gateway gateway = gateway(upstream, path, more)) {
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions" + query,
                    Gateway.chat("m", "hello", false).encode());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(asked(upstream)).isEqualTo(expected);
        }
    }

    @Test
    void theOfficialClientsBetaReachesTheTarget() {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", MESSAGE);
                Gateway gateway = gateway(upstream, "", "")) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(gateway.url())
                    .apiKey("not-needed")
                    .build();

            client.beta()
                    .messages()
                    .create(MessageCreateParams.builder()
                            .model("m")
                            .maxTokens(10)
                            .addUserMessage("hello")
                            .putAdditionalQueryParam("beta", "true")
                            .build());
            client.close();

            assertThat(asked(upstream)).isEqualTo("/v1/messages?beta=true");
        }
    }
}
