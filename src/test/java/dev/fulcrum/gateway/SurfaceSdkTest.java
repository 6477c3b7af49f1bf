package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDKs read every outcome of the APIs that other companies' models speak. */
class SurfaceSdkTest {
    private static final String[] FINE = {"Your card has been ", "sent, dear customer. ", "It will arrive soon."};
    private static final String[] DENIED = {
        "Your card has been sent, dear customer. ", "It will arrive soon, we think. ", "It is ver", "boten here. Bye."
    };

    @TempDir
    private Path home;

    private void through(String events, String then, Consumer<Gateway> calls) {
        Rules.write(home.resolve("rules"), "response/acting", "verboten", then);
        started(events, calls);
    }

    /** The same with a rule that redacts what it finds, and an answer that is a stream or not. */
    private void redacted(String type, String answer, Consumer<Gateway> calls) throws IOException {
        Path rules = home.resolve("rules");
        String then = "Redact.of( $f ).as( \"[gone]\" )";
        Rules.write(rules, "response/acting", "verboten", then);
        String rule = Rules.rule("response/acting", "test.phrase", then);
        Files.writeString(rules.resolve("response/one.drl"), rule.replace("exists Finding(", "$f : Finding("));
        started(type, answer, calls);
    }

    private void started(String events, Consumer<Gateway> calls) {
        started("text/event-stream", events, calls);
    }

    private void started(String type, String answer, Consumer<Gateway> calls) {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, type, answer);
                Gateway gateway = Gateway.startWithOwnRules(
                        home,
                        """
                        targets:
                          - { name: up, kind: http, url: "%s",
                              surfaces: [ openai.responses, openai.embeddings, anthropic.messages ] }
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: window, window: 40 } ]
                        """
                                .formatted(upstream.url()))) {
            calls.accept(gateway);
        }
    }

    private static AnthropicClient anthropic(Gateway gateway) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    private static MessageCreateParams ask() {
        return MessageCreateParams.builder()
                .model("m")
                .maxTokens(100)
                .addUserMessage("Where is my card?")
                .build();
    }

    private static Message messages(Gateway gateway) {
        AnthropicClient client = anthropic(gateway);
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(ask())) {
            events.stream().forEach(accumulator::accumulate);
        } finally {
            client.close();
        }
        return accumulator.message().validate();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().forEach(block -> block.text().ifPresent(it -> text.append(it.text())));
        return text.toString();
    }

    private static OpenAIClient openai(Gateway gateway) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    private static ResponseCreateParams input() {
        return ResponseCreateParams.builder()
                .model("m")
                .input("Where is my card?")
                .build();
    }

    private static Response responses(Gateway gateway) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        OpenAIClient client = openai(gateway);
        try (var events = client.responses().createStreaming(input())) {
            events.stream().forEach(accumulator::accumulate);
        } finally {
            client.close();
        }
        return accumulator.response().validate();
    }

    private static String text(Response response) {
        StringBuilder text = new StringBuilder();
        response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .forEach(content -> content.outputText().ifPresent(it -> text.append(it.text())));
        return text.toString();
    }

    @Test
    void answerIsRead_whenNoRuleActs() {
        through(StreamedApi.MESSAGES.stream(FINE), "Block.because( \"no\" )", gateway -> {
            Message message = messages(gateway);
            assertThat(text(message)).isEqualTo(String.join("", FINE));
            assertThat(message.stopReason()).contains(StopReason.END_TURN);
        });
        through(StreamedApi.RESPONSES.stream(FINE), "Block.because( \"no\" )", gateway -> {
            Response response = responses(gateway);
            assertThat(text(response)).isEqualTo(String.join("", FINE));
            assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        });
    }

    @Test
    void refusalIsRead_whenARuleBlocksInMidStream() {
        through(StreamedApi.MESSAGES.stream(DENIED), "Block.because( \"no\" )", gateway -> {
            Message message = messages(gateway);
            assertThat(message.stopReason()).contains(StopReason.REFUSAL);
            assertThat(text(message)).doesNotContain("ver");
        });
        through(StreamedApi.RESPONSES.stream(DENIED), "Block.because( \"no\" )", gateway -> {
            Response response = responses(gateway);
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(text(response)).doesNotContain("ver");
        });
    }

    @Test
    void refusalIsRead_whenARuleBlocksBeforeTheFirstWord() {
        through(StreamedApi.MESSAGES.stream("verboten. "), "Block.because( \"no\" )", gateway -> assertThat(
                        messages(gateway).stopReason())
                .contains(StopReason.REFUSAL));
        through(StreamedApi.RESPONSES.stream("verboten. "), "Block.because( \"no\" )", gateway -> assertThat(
                        responses(gateway).status())
                .contains(ResponseStatus.INCOMPLETE));
    }

    @Test
    void otherAnswerIsRead_whenARuleAnswersInItsPlace() {
        String then = "Answer.with( \"Ask us.\" )";
        through(StreamedApi.MESSAGES.stream(DENIED), then, gateway -> assertThat(text(messages(gateway)))
                .isEqualTo("Ask us."));
        through(StreamedApi.RESPONSES.stream(DENIED), then, gateway -> assertThat(text(responses(gateway)))
                .isEqualTo("Ask us."));
    }

    @Test
    void toolCallIsRead_whenItsArgumentsComeInPieces() {
        List<Delta> call = List.of(new Delta(true, 0, "{\"city\":"), new Delta(true, 0, "\"Bern\"}"));
        through(StreamedApi.MESSAGES.stream(call), "Block.because( \"no\" )", gateway -> assertThat(
                        messages(gateway).content().get(0).asToolUse().name())
                .isEqualTo("look_up"));
        through(StreamedApi.RESPONSES.stream(call), "Block.because( \"no\" )", gateway -> assertThat(
                        responses(gateway).output().get(0).asFunctionCall().arguments())
                .isEqualTo("{\"city\":\"Bern\"}"));
    }

    @Test
    void redactedAnswerIsRead_whenItIsWhole() throws Exception {
        String message =
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text",
                "text":"It is verboten here."}],"stop_reason":"end_turn","stop_sequence":null,
                "usage":{"input_tokens":1,"output_tokens":2}}""";
        redacted("application/json", message, gateway -> {
            AnthropicClient client = anthropic(gateway);
            Message read = client.messages().create(ask()).validate();
            client.close();
            assertThat(text(read)).isEqualTo("It is [gone] here.");
            assertThat(read.stopReason()).contains(StopReason.END_TURN);
        });
        String last = StreamedApi.RESPONSES.stream("It is verboten here.").strip();
        String response = new JsonObject(last.substring(last.lastIndexOf("data: ") + 6))
                .getJsonObject("response")
                .encode();
        redacted("application/json", response, gateway -> {
            OpenAIClient client = openai(gateway);
            Response read = client.responses().create(input()).validate();
            client.close();
            assertThat(text(read)).isEqualTo("It is [gone] here.");
            assertThat(read.status()).contains(ResponseStatus.COMPLETED);
        });
    }

    @Test
    void redactedAnswerIsRead_whenItIsStreamed() throws Exception {
        String kept = String.join("", DENIED).replace("verboten", "[gone]");
        redacted("text/event-stream", StreamedApi.MESSAGES.stream(DENIED), gateway -> {
            Message message = messages(gateway);
            assertThat(text(message)).isEqualTo(kept);
            assertThat(message.stopReason()).contains(StopReason.END_TURN);
        });
        redacted("text/event-stream", StreamedApi.RESPONSES.stream(DENIED), gateway -> {
            Response response = responses(gateway);
            assertThat(text(response)).isEqualTo(kept);
            assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        });
    }

    @Test
    void vectorIsRead_whenNoRuleActsOnItsText() {
        String vectors =
                """
                {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]}],
                "usage":{"prompt_tokens":3,"total_tokens":3}}""";
        Rules.write(home.resolve("rules"), "request/acting", "verboten", "Block.because( \"no\" )");
        started("application/json", vectors, gateway -> {
            OpenAIClient client = openai(gateway);
            CreateEmbeddingResponse read = client.embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model("m")
                            .input("my card")
                            .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                            .build())
                    .validate();
            client.close();
            assertThat(read.data().get(0).embedding()).containsExactly(0.5f, -0.25f);
            assertThat(read.usage().promptTokens()).isEqualTo(3);
        });
    }

    @Test
    void failureIsThrown_whenTheStreamBreaksOff() {
        String broken = StreamedApi.MESSAGES.stream(FINE).replaceFirst("(?s)event: content_block_stop.*", "");
        through(broken, "Block.because( \"no\" )", gateway -> assertThatThrownBy(() -> messages(gateway))
                .isInstanceOf(com.anthropic.errors.AnthropicException.class));
        String cut = StreamedApi.RESPONSES.stream(FINE).replaceFirst("(?s)event: response.output_text.done.*", "");
        through(cut, "Block.because( \"no\" )", gateway -> assertThatThrownBy(() -> responses(gateway))
                .isInstanceOf(Exception.class));
    }

    @Test
    void typedExceptionIsThrown_whenARuleBlocksTheRequest() {
        Rules.write(home.resolve("rules"), "request/acting", "card", "Block.because( \"no\" )");
        started(StreamedApi.MESSAGES.stream(FINE), gateway -> {
            assertThatThrownBy(() -> messages(gateway)).isInstanceOf(com.anthropic.errors.BadRequestException.class);
            assertThatThrownBy(() -> responses(gateway)).isInstanceOf(BadRequestException.class);
            OpenAIClient client = openai(gateway);
            assertThatThrownBy(() -> client.embeddings()
                            .create(EmbeddingCreateParams.builder()
                                    .model("m")
                                    .input("my card")
                                    .build()))
                    .isInstanceOf(BadRequestException.class);
            client.close();
        });
    }
}
