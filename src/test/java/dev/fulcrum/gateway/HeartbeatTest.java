package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller that awaits a stream is not left in silence, however long the model or the rules take; and what then comes is what would have come. */
class HeartbeatTest {
    private static final String COMMENT = ": still here\n\n";
    private static final long FIVE_BEATS = 1000;

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String holdBack) {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        return Gateway.startWithOwnRules(
                home,
                """
                limits: { heartbeat: 200ms }
                targets:
                  - { name: up, kind: http, url: "%s",
                      surfaces: [ openai.chat, openai.completions, openai.responses, anthropic.messages ] }
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                """
                        .formatted(upstream.url(), holdBack));
    }

    /** Says nothing, then half of a stream, then nothing again, then the rest. */
    private static ScriptedUpstream hesitating(String events) {
        return new ScriptedUpstream((socket, out) -> {
            Thread.sleep(FIVE_BEATS);
            ScriptedUpstream.streamHead(out);
            int half = events.indexOf("\n\n", events.length() / 2) + 2;
            ScriptedUpstream.raw(out, events.substring(0, half));
            Thread.sleep(FIVE_BEATS);
            ScriptedUpstream.raw(out, events.substring(half));
        });
    }

    private static ScriptedUpstream late(int status, String body) {
        return new ScriptedUpstream((socket, out) -> {
            Thread.sleep(FIVE_BEATS);
            ScriptedUpstream.write(out, status, "application/json", body);
        });
    }

    private static HttpResponse<String> ask(Gateway gateway, StreamedApi api, boolean stream) {
        return gateway.post(api.path(), api.request("Where is my card?", stream).encode());
    }

    @ParameterizedTest
    @EnumSource
    void commentsComeFirstAndThenTheSameEvents_whenTheModelIsSlow(StreamedApi api) {
        String events = api.stream("Your card has been sent. ", "It will arrive ", "on Monday.");
        for (String holdBack : new String[] {"whole", "window", "none"}) {
            try (ScriptedUpstream upstream = hesitating(events);
                    Gateway gateway = gateway(upstream, holdBack)) {
                HttpResponse<String> response = ask(gateway, api, true);

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("content-type").orElseThrow())
                        .startsWith("text/event-stream");
                assertThat(response.headers().firstValue("x-fulcrum-exchange")).isPresent();
                assertThat(response.body()).startsWith(COMMENT + COMMENT);
                assertThat(response.body().replace(COMMENT, "")).isEqualTo(events);
                assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("answered");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamEndsAsAFilteredOne_whenARuleBlocksBehindTheHead(StreamedApi api) {
        try (ScriptedUpstream upstream = hesitating(api.stream("You get ", "a full ", "refund, for certain."));
                Gateway gateway = gateway(upstream, "whole")) {
            HttpResponse<String> response = ask(gateway, api, true);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith(COMMENT).doesNotContain("refund, for");
            assertThat(response.body())
                    .contains(
                            switch (api) {
                                case CHAT, COMPLETIONS -> "\"finish_reason\":\"content_filter\"";
                                case RESPONSES -> "response.incomplete";
                                case MESSAGES -> "\"stop_reason\":\"refusal\"";
                            });
            assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("blocked");
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamEndsWithTheSurfacesError_whenTheTargetFailsBehindTheHead(StreamedApi api) {
        for (int status : new int[] {500, 400}) {
            try (ScriptedUpstream upstream = late(status, "{\n \"error\": { \"message\": \"no such\\nthing\" }\n}");
                    Gateway gateway = gateway(upstream, "whole")) {
                HttpResponse<String> response = ask(gateway, api, true);

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).startsWith(COMMENT);
                String last = response.body().strip().lines().reduce("", (before, line) -> line);
                assertThat(last).startsWith("data: {").contains("\"error\"");
                assertThat(last.contains("no such\\nthing")).isEqualTo(status == 400);
                assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("failed");
            }
        }
    }

    @Test
    void statusIsTheTargets_whenNoStreamWasAskedFor() {
        try (ScriptedUpstream upstream = late(400, "{\"error\":{\"message\":\"no such thing\"}}");
                Gateway gateway = gateway(upstream, "whole")) {
            HttpResponse<String> response = ask(gateway, StreamedApi.CHAT, false);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"no such thing\"}}");
        }
    }

    @Test
    void officialSdksReadTheStream_whenItIsFullOfComments() {
        try (ScriptedUpstream upstream = hesitating(StreamedApi.MESSAGES.stream("Your card has been sent. ", "Bye."));
                Gateway gateway = gateway(upstream, "window")) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(gateway.url())
                    .apiKey("none")
                    .maxRetries(0)
                    .build();
            MessageAccumulator message = MessageAccumulator.create();
            try (var events = client.messages()
                    .createStreaming(MessageCreateParams.builder()
                            .model("m")
                            .maxTokens(100)
                            .addUserMessage("Where is my card?")
                            .build())) {
                events.stream().forEach(message::accumulate);
            }
            assertThat(message.message().validate().content()).hasSize(1);
            client.close();
        }
        try (ScriptedUpstream upstream = hesitating(StreamedApi.RESPONSES.stream("Your card has been sent. ", "Bye."));
                Gateway gateway = gateway(upstream, "window")) {
            OpenAIClient client = openai(gateway);
            ResponseAccumulator answer = ResponseAccumulator.create();
            try (var events = client.responses()
                    .createStreaming(ResponseCreateParams.builder()
                            .model("m")
                            .input("Where is my card?")
                            .build())) {
                events.stream().forEach(answer::accumulate);
            }
            assertThat(answer.response().validate().output()).hasSize(1);
            client.close();
        }
        try (ScriptedUpstream upstream = hesitating(StreamedApi.CHAT.stream("Your card has been sent. ", "Bye."));
                Gateway gateway = gateway(upstream, "whole")) {
            OpenAIClient client = openai(gateway);
            StringBuilder text = new StringBuilder();
            try (var chunks = client.chat()
                    .completions()
                    .createStreaming(ChatCompletionCreateParams.builder()
                            .model("m")
                            .addUserMessage("Where is my card?")
                            .build())) {
                chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .forEach(text::append);
            }
            assertThat(text).hasToString("Your card has been sent. Bye.");
            client.close();
        }
    }

    private static OpenAIClient openai(Gateway gateway) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey("none")
                .maxRetries(0)
                .build();
    }
}
