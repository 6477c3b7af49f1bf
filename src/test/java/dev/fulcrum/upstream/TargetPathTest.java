package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPathTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com, /v1/chat/completions, /v1/chat/completions",
        "https://api.openai.com/, /v1/chat/completions, /v1/chat/completions",
        "https://api.openai.com/v1/, /v1/chat/completions, /v1/chat/completions",
        "https://x/proxy, /v1/chat/completions, /proxy/v1/chat/completions",
        "https://x/v1beta/openai/, /v1/chat/completions, /v1beta/openai/chat/completions",
        "https://x/api/paas/v4, /v1/embeddings, /api/paas/v4/embeddings",
        "https://x/api/v3, /v1/responses, /api/v3/responses",
        "https://x/compatible-mode/v1, /v1/completions, /compatible-mode/v1/completions",
        "https://x/openai/deployments/gpt-4o, /v1/chat/completions, /openai/deployments/gpt-4o/chat/completions",
        "https://x/vllm/v, /v1/chat/completions, /vllm/v/v1/chat/completions",
        "https://api.anthropic.com/v1, /v1/messages, /v1/messages",
        "https://x/v1/account/anthropic, /v1/messages, /v1/account/anthropic/v1/messages",
        "https://x/api/anthropic, /v1/messages/count_tokens, /api/anthropic/v1/messages/count_tokens",
    })
    void pathIsWhatAnSdkWouldAsk_whenTheUrlIsItsBase(URI url, String path, String expected) {
        assertThat(TargetPath.of(url, path)).isEqualTo(expected);
    }

    @Test
    void queriesAreJoined_whenBothHaveOne() {
        HttpTarget.Settings azure =
                HttpTargets.patient(URI.create("https://x/openai/deployments/g?api-version=2024-10-21"));

        assertThat(azure.uri("/v1/chat/completions"))
                .isEqualTo("/openai/deployments/g/chat/completions?api-version=2024-10-21");
        assertThat(azure.uri("/v1/messages?beta=true"))
                .isEqualTo("/openai/deployments/g/v1/messages?beta=true&api-version=2024-10-21");
    }
}
