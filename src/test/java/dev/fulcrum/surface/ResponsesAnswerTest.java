package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ResponsesAnswerTest {
    private static final PolicyNotice NOTICE =
            new PolicyNotice("x1", "response/no", "wealth", List.of("a"), List.of("b"), "abc", Optional.empty());
    private static final String SETTINGS =
            "\"instructions\":null,\"metadata\":{},\"model\":\"gpt-y\",\"parallel_tool_calls\":true,"
                    + "\"temperature\":1.0,\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1.0,\"error\":null";

    private final OpenAiResponses responses = new OpenAiResponses(32);

    private static String response(String status, String rest) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":7,\"status\":\"" + status + "\"," + SETTINGS
                + "," + rest + "}";
    }

    private static final String MESSAGE =
            "{\"id\":\"m1\",\"type\":\"message\",\"status\":\"%s\",\"role\":\"assistant\",\"content\":[%s]}";
    private static final String TEXT = "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"%s\"}";
    private static final String CALL =
            "{\"id\":\"f1\",\"type\":\"function_call\",\"status\":\"%s\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"%s\"}";
    private static final String REASONING = "{\"id\":\"r1\",\"type\":\"reasoning\",\"summary\":[%s]}";
    private static final String SUMMARY = "{\"type\":\"summary_text\",\"text\":\"%s\"}";

    /** Reasoning, a text that ten events repeat, and a call. */
    static final String STREAM = stream();

    private static String stream() {
        String message = MESSAGE.formatted("completed", TEXT.formatted("mail a@b.cd!"));
        String reasoning = REASONING.formatted(SUMMARY.formatted("hm"));
        String call = CALL.formatted("completed", "{}");
        String in = "\"item_id\":\"r1\",\"output_index\":0,\"summary_index\":0,";
        String at = "\"item_id\":\"m1\",\"output_index\":1,\"content_index\":0,";
        String of = "\"item_id\":\"f1\",\"output_index\":2,";
        List<String> events = List.of(
                "created\",\"response\":" + response("in_progress", "\"output\":[],\"usage\":null"),
                "output_item.added\",\"output_index\":0,\"item\":" + REASONING.formatted(""),
                "reasoning_summary_part.added\"," + in + "\"part\":" + SUMMARY.formatted(""),
                "reasoning_summary_text.delta\"," + in + "\"delta\":\"hm\"",
                "reasoning_summary_text.done\"," + in + "\"text\":\"hm\"",
                "reasoning_summary_part.done\"," + in + "\"part\":" + SUMMARY.formatted("hm"),
                "output_item.done\",\"output_index\":0,\"item\":" + reasoning,
                "output_item.added\",\"output_index\":1,\"item\":" + MESSAGE.formatted("in_progress", ""),
                "content_part.added\"," + at + "\"part\":" + TEXT.formatted(""),
                "output_text.delta\"," + at
                        + "\"delta\":\"mail a@\",\"logprobs\":[{\"token\":\"mail a@\",\"logprob\":0}]",
                "output_text.delta\"," + at + "\"delta\":\"b.cd!\",\"logprobs\":[]",
                "output_text.done\"," + at + "\"text\":\"mail a@b.cd!\",\"logprobs\":[]",
                "content_part.done\"," + at + "\"part\":" + TEXT.formatted("mail a@b.cd!"),
                "output_item.done\",\"output_index\":1,\"item\":" + message,
                "output_item.added\",\"output_index\":2,\"item\":" + CALL.formatted("in_progress", ""),
                "function_call_arguments.delta\"," + of + "\"delta\":\"{\"",
                "function_call_arguments.delta\"," + of + "\"delta\":\"}\"",
                "function_call_arguments.done\"," + of + "\"name\":\"f\",\"arguments\":\"{}\"",
                "output_item.done\",\"output_index\":2,\"item\":" + call,
                "completed\",\"response\":"
                        + response(
                                "completed",
                                "\"output\":[" + reasoning + "," + message + "," + call
                                        + "],\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7,"
                                        + "\"input_tokens_details\":{\"cached_tokens\":0},"
                                        + "\"output_tokens_details\":{\"reasoning_tokens\":0}}"));
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            String type = "response." + events.get(i).substring(0, events.get(i).indexOf('"'));
            stream.append("event: ")
                    .append(type)
                    .append("\ndata: {\"sequence_number\":")
                    .append(i);
            stream.append(",\"type\":\"response.").append(events.get(i)).append("}\n\n");
        }
        return stream.toString();
    }

    private WholeAnswer fed(boolean stream, String text, int step) {
        return ChatAnswers.fed(responses.answerReader(stream), text.getBytes(StandardCharsets.UTF_8), step);
    }

    private SurfaceRequest request(boolean stream) throws UnreadableRequest {
        return responses.read(
                ("{\"model\":\"m\",\"input\":\"hi\",\"stream\":" + stream + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static Response assembled(String stream) throws IOException {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        long number = 0;
        for (String line : stream.split("\n", -1)) {
            if (line.startsWith("data: ")) {
                assertThat(line).contains("\"sequence_number\":" + number++ + ",");
                accumulator.accumulate(
                        ObjectMappers.jsonMapper().readValue(line.substring(6), ResponseStreamEvent.class));
            }
        }
        return accumulator.response();
    }

    @Test
    void textIsReadOnce_whenEventsRepeatIt() {
        for (int step : new int[] {1, 11, 100_000}) {
            WholeAnswer answer = fed(true, STREAM, step);

            assertThat(answer.parts())
                    .containsExactly(
                            new Part(Part.REASONING, "assistant", 0, true, "hm"),
                            new Part(Part.CHOICE, "assistant", 0, true, "mail a@b.cd!"),
                            new Part(Part.TOOL_CALL, "assistant", 0, true, "{}"));
            assertThat(answer.answers()).containsExactly(new Answer("mail a@b.cd!", "", "completed", 0, true));
            assertThat(answer.toolCalls()).containsExactly(new ToolCall("f", "{}", 0, true));
            assertThat(answer.tokens()).isEqualTo(new Tokens(3, 4));
            assertThat(answer.answerClass()).isEqualTo("tool-call");
        }
    }

    @Test
    void everyCopyIsEdited_whenTheTextIs() {
        WholeAnswer answer = fed(true, STREAM, 50);
        List<TextEdit> edits = List.of(new TextEdit(answer.parts().get(1), new Span(5, 11), "[m]"));

        String edited = new String(answer.edited(edits), StandardCharsets.UTF_8);

        assertThat(edited)
                .isEqualTo(STREAM.replace("[{\"token\":\"mail a@\",\"logprob\":0}]", "[]")
                        .replace("\"mail a@\"", "\"mail [m]\"")
                        .replace("\"b.cd!\"", "\"!\"")
                        .replace("mail a@b.cd!", "mail [m]!"));
        for (int seed = 0; seed < 200; seed++) {
            assertThat(Releasing.released(new Random(seed), responses, STREAM.getBytes(StandardCharsets.UTF_8), edits))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(edited);
        }
    }

    @Test
    void textIsRead_whenOnlyTheEndTellsIt() {
        String last = STREAM.substring(STREAM.indexOf("event: response.completed"));

        assertThat(fed(true, last, 50).parts()).isEqualTo(fed(true, STREAM, 50).parts());
    }

    @Test
    void otherTextIsReadToo_whenACopyTellsSomethingElse() {
        WholeAnswer answer = fed(
                true, STREAM.replace("\"text\":\"mail a@b.cd!\",\"logprobs\"", "\"text\":\"hidden\",\"logprobs\""), 50);

        assertThat(answer.parts().get(1).text()).isEqualTo("mail a@b.cd!hidden");
    }

    @Test
    void classIsTold_whenTheResponseIsWhole() {
        String refusal = MESSAGE.formatted("completed", "{\"type\":\"refusal\",\"refusal\":\"No.\"}");

        assertThat(fed(false, response("completed", "\"output\":[" + refusal + "]"), 50))
                .satisfies(answer -> {
                    assertThat(answer.answerClass()).isEqualTo("refusal");
                    assertThat(answer.answers()).containsExactly(new Answer("", "No.", "completed", 0, true));
                });
        assertThat(fed(
                                false,
                                response(
                                        "incomplete",
                                        "\"output\":[],\"incomplete_details\":{\"reason\":\"content_filter\"}"),
                                50)
                        .answerClass())
                .isEqualTo("filtered");
        assertThat(fed(
                                false,
                                response(
                                        "incomplete",
                                        "\"output\":[],\"incomplete_details\":{\"reason\":\"max_output_tokens\"}"),
                                50)
                        .answerClass())
                .isEqualTo("truncated");
    }

    @Test
    void answerIsUnreadable_whenItIsAnErrorOrCut() {
        String failed = "data: {\"type\":\"response.failed\",\"response\":"
                + response("failed", "\"output\":[]")
                        .replace("\"error\":null", "\"error\":{\"code\":\"server_error\",\"message\":\"x\"}")
                + "}\n\n";
        for (String stream :
                List.of(failed, "data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"x\"}\n\n")) {
            assertThatThrownBy(() -> fed(true, stream, 10)).isInstanceOfSatisfying(UnreadableAnswer.class, e -> {
                assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR);
                assertThat(e).hasMessageContaining("server_error");
            });
        }
        assertThatThrownBy(() -> fed(true, STREAM.substring(0, STREAM.indexOf("event: response.completed")), 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.CUT));
        assertThatThrownBy(() -> fed(false, "{\"choices\":[]}", 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.NOT_AN_ANSWER));
    }

    @Test
    void clientReadsAnIncompleteResponse_whereverTheRestIsBlocked() throws Exception {
        for (int fed = 1; fed <= STREAM.length(); fed += 101) {
            AnswerReader reader = responses.answerReader(true);
            reader.feed(STREAM.substring(0, fed).getBytes(StandardCharsets.UTF_8));
            List<Settled> settled = new ArrayList<>();
            for (PartSoFar so : reader.soFar().parts()) {
                boolean text = so.part().kind().equals(Part.CHOICE);
                settled.add(new Settled(so.part(), text ? 8 : so.part().text().length()));
            }
            String released = new String(reader.release(settled, List.of()), StandardCharsets.UTF_8);

            String rest =
                    new String(responses.blockedRest(request(true), reader, "不可以。", NOTICE), StandardCharsets.UTF_8);

            Response response = assembled(released + rest).validate();
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(response.incompleteDetails()
                            .orElseThrow()
                            .reason()
                            .orElseThrow()
                            .toString())
                    .isEqualTo("content_filter");
            assertThat(rest).doesNotContain("b.cd").contains("\"rule\":\"response/no\"");
            assertThat(rest.contains("\"text\":\"mail a@\"")).isEqualTo(released.contains("mail a@"));
        }
    }

    @Test
    void fieldsComeInOneOrder_whenARuleAnswers() throws Exception {
        String written = new String(
                responses
                        .answer(request(false), "hi", NOTICE, Instant.ofEpochSecond(9))
                        .body(),
                StandardCharsets.UTF_8);

        assertThat(written)
                .contains(
                        "\"incomplete_details\":null,\"instructions\":null,\"metadata\":{},\"parallel_tool_calls\":true,"
                                + "\"temperature\":1.0,\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1.0");
    }

    @Test
    void clientReadsWhatIsWritten_whenARuleAnswersOrBlocks() throws Exception {
        WholeAnswer original = fed(true, STREAM, 100);

        Response refused = assembled(new String(
                        responses
                                .blockedAnswer(request(true), original, "No.", NOTICE)
                                .body(),
                        StandardCharsets.UTF_8))
                .validate();
        Response answered = assembled(new String(
                        responses
                                .answer(request(true), "您好", NOTICE, Instant.ofEpochSecond(9))
                                .body(),
                        StandardCharsets.UTF_8))
                .validate();
        Response whole = ObjectMappers.jsonMapper()
                .readValue(
                        responses
                                .answer(request(false), "您好", NOTICE, Instant.ofEpochSecond(9))
                                .body(),
                        Response.class)
                .validate();

        assertThat(refused.id()).isEqualTo("resp_1");
        assertThat(refused.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(refused.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asRefusal()
                        .refusal())
                .isEqualTo("No.");
        for (Response response : List.of(answered, whole)) {
            assertThat(response.status()).contains(ResponseStatus.COMPLETED);
            assertThat(response.output()
                            .get(0)
                            .asMessage()
                            .content()
                            .get(0)
                            .asOutputText()
                            .text())
                    .isEqualTo("您好");
            assertThat(response._additionalProperties()).containsKey("policy");
        }
    }

    @Test
    void errorEventHasBothForms_whenAStreamBreaksOff() {
        Written error = responses.error(502, "upstream_error", "upstream_cut", null, "broke off");

        assertThat(responses.errorEvent(error, responses.answerReader(true)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"upstream_cut\","
                        + "\"message\":\"broke off\",\"param\":null,\"error\":{\"message\":\"broke off\",\"type\":"
                        + "\"upstream_error\",\"param\":null,\"code\":\"upstream_cut\"}}\n\n");
    }

    @Test
    void numbersGoOn_whenAStreamBreaksOff() {
        Written error = responses.error(502, "upstream_error", "upstream_cut", null, "broke off");
        for (int fed = 1; fed <= STREAM.length(); fed += 53) {
            String come = STREAM.substring(0, fed);
            AnswerReader held = responses.answerReader(true);
            held.feed(come.getBytes(StandardCharsets.UTF_8));
            List<Settled> settled = held.soFar().parts().stream()
                    .map(so -> new Settled(so.part(), so.part().text().length() / 2))
                    .toList();
            String released = new String(held.release(settled, List.of()), StandardCharsets.UTF_8);
            AnswerReader passing = responses.answerReader(true, false);
            passing.feed(come.getBytes(StandardCharsets.UTF_8));

            assertThat(number(responses.errorEvent(error, held))).isEqualTo(events(released));
            assertThat(number(responses.errorEvent(error, passing))).isEqualTo(events(come));
        }
    }

    @Test
    void numberOfAnErrorIsTaken_whenTheTargetTellsOne() {
        Written error = responses.error(502, "upstream_error", "upstream_cut", null, "broke off");
        String begun = STREAM.substring(0, STREAM.indexOf("event: response.output_item.added"));
        for (boolean keep : new boolean[] {true, false}) {
            AnswerReader reader = responses.answerReader(true, keep);
            reader.feed(begun.getBytes(StandardCharsets.UTF_8));
            if (keep) {
                reader.releaseAll();
            }
            assertThatThrownBy(() -> reader.feed(
                            "data: {\"type\":\"error\",\"sequence_number\":1}\n\n".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnreadableAnswer.class);

            assertThat(number(responses.errorEvent(error, reader))).isEqualTo(1);
        }
    }

    private static int number(byte[] event) {
        Matcher number =
                Pattern.compile("\"sequence_number\":(\\d+),").matcher(new String(event, StandardCharsets.UTF_8));
        assertThat(number.find()).isTrue();
        return Integer.parseInt(number.group(1));
    }

    private static int events(String stream) {
        return stream.split("\n\n", -1).length - 1;
    }
}
