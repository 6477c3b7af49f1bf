package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ErrorObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Fulcrum writes itself, read by the models of OpenAI's own client. */
class WrittenTest {
    private static final PolicyNotice NOTICE = new PolicyNotice(
            "01J0000000000000000000000X",
            "request/理财-needs-a-person",
            "wealth",
            List.of("compliance.advice"),
            List.of("automation"),
            "abc",
            Optional.of("case-7"));
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final ChatCompletions chat = new ChatCompletions(32);

    private SurfaceRequest request(String fields) throws UnreadableRequest {
        String body = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + fields + "}";
        return chat.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T parsed(byte[] json, Class<T> type) throws IOException {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static List<ChatCompletionChunk> chunks(Written written) throws IOException {
        assertThat(written.contentType()).isEqualTo("text/event-stream");
        String body = new String(written.body(), StandardCharsets.UTF_8);
        assertThat(body).endsWith("data: [DONE]\n\n");
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        for (String event : body.substring(0, body.length() - 16).split("\n\n", -1)) {
            assertThat(event).startsWith("data: {").doesNotContain("\n");
            chunks.add(parsed(event.substring(6).getBytes(StandardCharsets.UTF_8), ChatCompletionChunk.class)
                    .validate());
        }
        return chunks;
    }

    private static ChatCompletion assembled(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    @Test
    void errorIsRead_whenFieldsAreNull() throws IOException {
        Written written = chat.error(404, "invalid_request_error", "model_not_found", null, "Kein Modell \"x\ud83d\".");

        JsonNode body = ObjectMappers.jsonMapper().readTree(written.body());
        ErrorObject error = ObjectMappers.jsonMapper()
                .convertValue(body.get("error"), ErrorObject.class)
                .validate();
        assertThat(written.status()).isEqualTo(404);
        assertThat(error.code()).contains("model_not_found");
        assertThat(error.param()).isEmpty();
        assertThat(error.message()).isEqualTo("Kein Modell \"x?\".");
        assertThat(body.at("/error/param").isNull()).isTrue();
    }

    @Test
    void policyIsTold_whenTheRequestIsBlocked() throws IOException {
        Written written = chat.blockedRequest("不可以。", NOTICE);

        assertThat(written.status()).isEqualTo(400);
        assertThat(written.contentType()).isEqualTo("application/json");
        assertThat(written.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"error\":{\"message\":\"不可以。\",\"type\":\"policy_violation\",\"param\":null,"
                        + "\"code\":\"content_filter\",\"policy\":{\"exchange\":\"01J0000000000000000000000X\","
                        + "\"rule\":\"request/理财-needs-a-person\",\"owner\":\"wealth\",\"lowers\":[\"compliance.advice\"],"
                        + "\"raises\":[\"automation\"],\"revision\":\"abc\",\"case\":\"case-7\"}}}");
        JsonNode error = ObjectMappers.jsonMapper().readTree(written.body()).get("error");
        assertThat(ObjectMappers.jsonMapper()
                        .convertValue(error, ErrorObject.class)
                        .validate()
                        .code())
                .contains("content_filter");
    }

    @Test
    void answerIsWhole_whenNoStreamIsWanted() throws Exception {
        Written written = chat.answer(request(""), "您的工单号是 case-7。", NOTICE, AT);

        ChatCompletion completion = parsed(written.body(), ChatCompletion.class).validate();
        assertThat(written.status()).isEqualTo(200);
        assertThat(completion.model()).isEqualTo("gpt-x");
        assertThat(completion.created()).isEqualTo(AT.getEpochSecond());
        assertThat(completion.choices()).hasSize(1);
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(completion.choices().get(0).message().content()).contains("您的工单号是 case-7。");
        assertThat(completion._additionalProperties().get("policy").toString()).contains("case-7");
    }

    @Test
    void answerIsAStream_whenOneIsWanted() throws Exception {
        List<ChatCompletionChunk> chunks = chunks(chat.answer(
                request(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"), "text \"1\"\n", NOTICE, AT));

        assertThat(chunks).hasSize(4);
        ChatCompletion completion = assembled(chunks);
        assertThat(completion.choices().get(0).message().content()).contains("text \"1\"\n");
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(chunks.get(3).usage()).isPresent();
        assertThat(chunks.get(2)._additionalProperties()).containsKey("policy");
    }

    @Test
    void usageChunkIsLeftOut_whenItIsNotWanted() throws Exception {
        assertThat(chunks(chat.answer(request(",\"stream\":true"), "x", NOTICE, AT)))
                .hasSize(3);
    }

    @Test
    void everyChoiceIsFiltered_whenTheAnswerIsBlocked() throws Exception {
        WholeAnswer original = ChatAnswers.json(
                """
                {"id":"up-1","created":77,"model":"up-model","choices":[
                {"index":0,"message":{"content":"s3cret"},"finish_reason":"stop"},
                {"index":1,"message":{"content":"s3cret"},"finish_reason":"stop"}],
                "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"x":{"y":1.50}}}""");

        Written written = chat.blockedAnswer(request(""), original, "不可以。", NOTICE);

        ChatCompletion completion = parsed(written.body(), ChatCompletion.class).validate();
        assertThat(written.status()).isEqualTo(200);
        assertThat(completion.id()).isEqualTo("up-1");
        assertThat(completion.created()).isEqualTo(77);
        assertThat(completion.model()).isEqualTo("up-model");
        assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(7);
        assertThat(completion.choices()).hasSize(2).allSatisfy(choice -> {
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.CONTENT_FILTER);
            assertThat(choice.message().content()).isEmpty();
            assertThat(choice.message().refusal()).contains("不可以。");
        });
        assertThat(completion._additionalProperties()).containsKey("policy");
        assertThat(written.body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("s3cret")
                .contains("1.50");
    }

    @Test
    void everyChoiceOfTheStreamIsFiltered_whenTheAnswerIsBlocked() throws Exception {
        WholeAnswer original = ChatAnswers.stream(ChatAnswers.chunk(0, "{\"content\":\"s3cret\"}", "stop")
                + ChatAnswers.chunk(2, "{\"content\":\"s3cret\"}", "stop")
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}\n\n"
                + "data: [DONE]\n\n");
        SurfaceRequest request = request(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

        Written written = chat.blockedAnswer(request, original, "No.", NOTICE);

        List<ChatCompletionChunk> chunks = chunks(written);
        ChatCompletion completion = assembled(chunks);
        assertThat(completion.id()).isEqualTo("c1");
        assertThat(completion.choices())
                .extracting(ChatCompletion.Choice::index)
                .containsExactlyInAnyOrder(0L, 2L);
        assertThat(completion.choices()).allSatisfy(choice -> {
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.CONTENT_FILTER);
            assertThat(choice.message().refusal()).contains("No.");
        });
        assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().completionTokens())
                .isEqualTo(4);
        assertThat(written.body()).asString(StandardCharsets.UTF_8).doesNotContain("s3cret");
    }

    @Test
    void envelopeIsMadeUp_whenTheOriginalSaysNothingOfItself() throws Exception {
        WholeAnswer original = ChatAnswers.json("{\"choices\":[{\"message\":{\"content\":\"x\"}}]}");

        ChatCompletion completion = parsed(
                        chat.blockedAnswer(request(""), original, "No.", NOTICE).body(), ChatCompletion.class)
                .validate();

        assertThat(completion.id()).isEqualTo("chatcmpl-01J0000000000000000000000X");
        assertThat(completion.model()).isEqualTo("gpt-x");
        assertThat(completion.usage()).isEmpty();
    }
}
