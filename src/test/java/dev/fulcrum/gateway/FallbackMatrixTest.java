package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every lie of an upstream, alone and before an honest target: how the exchange ends, what the official SDK sees, how often targets are asked and
 * what the ledger keeps. Leaves a table in {@code target/fallbacks.md}.
 */
class FallbackMatrixTest {
    private static final Path TABLE = Path.of("target", "fallbacks.md");
    private static final String HONEST = "Our branches are open from nine to five.";
    private static final String QUESTION = "When are your branches open?";

    @TempDir
    private Path home;

    /** What the official SDK makes of it. */
    private record Seen(String answer, int status) {}

    static Stream<Arguments> lies() {
        return Stream.of(Lie.all()).flatMap(lie -> Stream.of(Arguments.of(lie, 1), Arguments.of(lie, 3)));
    }

    @ParameterizedTest(name = "{0}, {1} target(s)")
    @MethodSource("lies")
    void exchangeEndsWell_whenATargetLies(Lie lie, int targets) throws IOException {
        FailureRules.fallBackFromRefusals(home.resolve("rules"));
        List<ScriptedUpstream> liars = new ArrayList<>();
        try (ScriptedUpstream honest = honest(lie)) {
            for (int i = 0; i < Math.max(1, targets - 1); i++) {
                liars.add(new ScriptedUpstream(lie.script()));
            }
            try (Gateway gateway = Gateway.startWithOwnRules(home, config(lie, targets, liars, honest))) {
                Seen seen = ask(gateway, lie.streams());
                JsonObject entry = entry(gateway);

                int calls = liars.stream().mapToInt(it -> it.requests().size()).sum();
                tell(lie, targets, seen, calls + honest.requests().size(), entry);
                if (targets == 3) {
                    assertThat(seen).isEqualTo(new Seen(HONEST, 200));
                    assertThat(entry.getString("outcome")).isEqualTo("answered");
                    assertThat(outcomes(entry)).containsExactly(lie.outcome(), lie.outcome(), "answered");
                    assertThat(honest.requests()).hasSize(1);
                    assertThat(calls).isEqualTo(lie.listens() ? 2 : 0);
                } else {
                    assertAlone(lie, seen, entry, calls);
                }
            }
        } finally {
            liars.forEach(ScriptedUpstream::close);
        }
    }

    private static void assertAlone(Lie lie, Seen seen, JsonObject entry, int calls) {
        if (lie.speaks()) {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(outcomes(entry))
                    .as("what has begun to go out is not asked again")
                    .hasSize(1);
            assertThat(calls).isEqualTo(1);
            return;
        }
        int tries = lie.passes() ? 3 : 1;
        assertThat(outcomes(entry)).hasSize(tries).containsOnly(lie.outcome());
        assertThat(calls).isEqualTo(lie.listens() ? tries : 0);
        if (lie.isAnswer()) {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(entry.getString("outcome")).isEqualTo("answered");
        } else {
            assertThat(seen.answer()).doesNotContain(HONEST);
            assertThat(seen.status())
                    .isEqualTo(
                            switch (lie.outcome()) {
                                case "timeout" -> 504;
                                case "rate-limited" -> 429;
                                default -> 502;
                            });
            assertThat(entry.getString("outcome")).isEqualTo("failed");
        }
    }

    private static ScriptedUpstream honest(Lie lie) {
        return lie.streams() ? ScriptedUpstream.streaming(ChatStream.stream(HONEST)) : ChatJson.answering(HONEST);
    }

    private static String config(Lie lie, int targets, List<ScriptedUpstream> liars, ScriptedUpstream honest)
            throws IOException {
        StringBuilder yaml = new StringBuilder("targets:\n");
        List<String> names = new ArrayList<>();
        for (ScriptedUpstream liar : liars) {
            names.add("liar-" + names.size());
            yaml.append(target(names.get(names.size() - 1), lie.listens() ? liar.url() : nobody()));
        }
        if (targets > 1) {
            names.add("honest");
            yaml.append(target("honest", honest.url()));
        }
        String hold = lie.streams() ? "none" : "whole";
        return yaml + "routes: [ { name: all, models: [ \"*\" ], targets: [ " + String.join(", ", names)
                + " ], deadline: 8s, hold-back: " + hold + " } ]\n";
    }

    private static String target(String name, String url) {
        return "  - { name: " + name + ", kind: http, url: \"" + url
                + "\", first-byte-timeout: 1s, idle-timeout: 1s, connect-timeout: 1s }\n";
    }

    private static String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return "http://127.0.0.1:" + free.getLocalPort();
        }
    }

    private static Seen ask(Gateway gateway, boolean stream) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey("not-needed")
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model("any")
                .addUserMessage(QUESTION)
                .build();
        try {
            return stream ? streamed(client, question) : whole(client, question);
        } catch (OpenAIServiceException e) {
            return new Seen(e.getClass().getSimpleName() + ": " + e.getMessage(), e.statusCode());
        } finally {
            client.close();
        }
    }

    private static Seen whole(OpenAIClient client, ChatCompletionCreateParams question) {
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(question)) {
            ChatCompletion.Choice choice = response.parse().choices().get(0);
            String text = choice.message().content().orElse("");
            String finish = choice.finishReason().asString();
            return new Seen(text + (finish.equals("stop") ? "" : "(" + finish + ")"), response.statusCode());
        }
    }

    private static Seen streamed(OpenAIClient client, ChatCompletionCreateParams question) {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(question)) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
        }
        return new Seen(text.toString(), 200);
    }

    /** The entry of the only exchange, once its outcome is known. */
    private static JsonObject entry(Gateway gateway) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> new JsonObject(
                                        gateway.admin("GET", "/exchanges", "").body())
                                .getJsonArray("exchanges").stream()
                                        .map(row -> ((JsonObject) row))
                                        .filter(row -> row.getString("kind").equals("exchange"))
                                        .findFirst()
                                        .orElse(null),
                        Objects::nonNull);
    }

    private static List<String> outcomes(JsonObject entry) {
        return entry.getJsonArray("attempts").stream()
                .map(attempt -> ((JsonObject) attempt).getString("outcome"))
                .collect(Collectors.toList());
    }

    private static void tell(Lie lie, int targets, Seen seen, int calls, JsonObject entry) {
        String row = "| " + lie.name() + " | " + targets + " | " + entry.getString("outcome") + " | " + calls + " | "
                + seen.status() + " " + seen.answer().lines().findFirst().orElse("") + " | "
                + String.join(", ", outcomes(entry)) + " |\n";
        try {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
