package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesAnswerTest {
    private static final PolicyNotice NOTICE =
            new PolicyNotice("x1", "response/no", "wealth", List.of("a"), List.of("b"), "abc", Optional.empty());
    private static final String START =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"model\":\"claude-y\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":2,\"output_tokens\":1}}}\n\n";
    private static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    private static final String END =
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
                    + "\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n"
                    + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private final AnthropicMessages messages = new AnthropicMessages(32);

    private static String begun(int index, String block) {
        return event("content_block_start", index, "\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", index, "\"delta\":" + delta);
    }

    private static String text(int index, String text) {
        return delta(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String stopped(int index) {
        return event("content_block_stop", index, "\"x\":0");
    }

    private static String event(String type, int index, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"index\":" + index + "," + rest + "}\n\n";
    }

    static final String STREAM = START
            + begun(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
            + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
            + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
            + stopped(0)
            + PING
            + begun(1, "{\"type\":\"text\",\"text\":\"\"}")
            + text(1, "mail a@")
            + stopped(1)
            + begun(2, "{\"type\":\"text\",\"text\":\"\"}")
            + text(2, "b.cd!")
            + stopped(2)
            + begun(3, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}")
            + delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"m\\\":\"}")
            + delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}")
            + stopped(3)
            + END;

    private WholeAnswer fed(boolean stream, String text, int step) {
        return ChatAnswers.fed(messages.answerReader(stream), text.getBytes(StandardCharsets.UTF_8), step);
    }

    private SurfaceRequest request(boolean stream) throws UnreadableRequest {
        return messages.read(
                ("{\"model\":\"m\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Message assembled(String stream) throws IOException {
        MessageAccumulator accumulator = MessageAccumulator.create();
        for (String line : stream.split("\n", -1)) {
            if (line.startsWith("data: ") && !line.contains("\"ping\"")) {
                accumulator.accumulate(
                        ObjectMappers.jsonMapper().readValue(line.substring(6), RawMessageStreamEvent.class));
            }
        }
        return accumulator.message();
    }

    @Test
    void blocksAreParts_whenTheAnswerIsAStream() {
        for (int step : new int[] {1, 7, 10_000}) {
            WholeAnswer answer = fed(true, STREAM, step);

            assertThat(answer.parts())
                    .containsExactly(
                            new Part(Part.REASONING, "assistant", 0, true, "hm"),
                            new Part(Part.CHOICE, "assistant", 0, true, "mail a@b.cd!"),
                            new Part(Part.TOOL_CALL, "assistant", 0, true, "{\"m\":1}"));
            assertThat(answer.answers()).containsExactly(new Answer("mail a@b.cd!", "", "tool_use", 0, true));
            assertThat(answer.toolCalls()).containsExactly(new ToolCall("f", "{\"m\":1}", 0, true));
            assertThat(answer.tokens()).isEqualTo(new Tokens(7, 9));
            assertThat(answer.answerClass()).isEqualTo("tool-call");
        }
    }

    @Test
    void redactionSpansBlocks_whenCitationsCutTheText() {
        WholeAnswer answer = fed(true, STREAM, 100);

        byte[] edited = answer.edited(List.of(new TextEdit(answer.parts().get(1), new Span(5, 11), "[m]")));

        assertThat(edited)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(STREAM.replace("mail a@", "mail [m]").replace("b.cd!", "!"));
    }

    @Test
    void inputIsReadWithoutBlanks_whenTheAnswerIsJson() {
        String body =
                """
                {"id":"i","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"ok"},
                {"type":"tool_use","id":"t","name":"f","input": {"to":"\\u0061@b.cd", "n":7}}],
                "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}""";
        WholeAnswer answer = fed(false, body, 9);

        assertThat(answer.parts().get(1).text()).isEqualTo("{\"to\":\"a@b.cd\",\"n\":7}");
        assertThat(answer.edited(List.of(new TextEdit(answer.parts().get(1), new Span(7, 13), "[m]"))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body.replace("\"\\u0061@b.cd\"", "\"[m]\""));
    }

    private static String call(String... pieces) {
        StringBuilder deltas = new StringBuilder();
        for (String piece : pieces) {
            deltas.append(delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}"));
        }
        String begin = begun(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}");
        return START + begin + deltas + stopped(0) + END;
    }

    @Test
    void inputIsDecoded_whenItIsStreamed() {
        String stream = call("", "{\\\"to\\\": \\\"\\\\u00", "61@b.", "cd\\\", \\\"n\\\": 1", "23}");
        WholeAnswer answer = fed(true, stream, 9);
        Part input = answer.parts().get(0);

        assertThat(input.text()).isEqualTo("{\"to\":\"a@b.cd\",\"n\":123}");
        TextEdit mail = new TextEdit(input, new Span(7, 13), "[\"m\"]");
        TextEdit number = new TextEdit(input, new Span(19, 22), "[n]");
        assertThat(fed(true, new String(answer.edited(List.of(mail, number)), StandardCharsets.UTF_8), 9)
                        .parts()
                        .get(0)
                        .text())
                .isEqualTo("{\"to\":\"[\"m\"]\",\"n\":\"[n]\"}");
        assertThat(answer.edited(List.of(mail)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(call("", "{\\\"to\\\": \\\"[\\\\\\\"m\\\\\\\"]\\\"", "", ", \\\"n\\\": 1", "23}"));
    }

    @Test
    void inputIsReadAsItCame_whenItIsNoWholeObject() {
        assertThat(fed(true, call("{\\\"to\\\": \\\"a@", "b"), 9).parts().get(0).text())
                .isEqualTo("{\"to\": \"a@b");
        assertThat(fed(true, call("[\\\"to\\\"]"), 9).parts().get(0).text()).isEqualTo("[\"to\"]");
        assertThat(fed(true, call(""), 9).parts().get(0).text()).isEqualTo("{}");
        assertThat(fed(true, call("{}").replace(stopped(0), ""), 9)
                        .parts()
                        .get(0)
                        .text())
                .isEqualTo("{}");
    }

    @Test
    void inputIsRead_whenItsBlockIsLeftOpen() {
        String open = call("{\\\"to\\\":1}").replace(stopped(0) + END, "");
        String next = begun(0, "{\"type\":\"text\",\"text\":\"ok\"}") + stopped(0) + END;

        assertThat(fed(true, open + next, 9).parts()).extracting(Part::text).containsExactly("{\"to\":1}", "ok");
    }

    @Test
    void answerIsRefused_whenACallBeginsOrGoesOnWhereOthersSeeNone() {
        String open = call("{\\\"to\\\":1}").replace(stopped(0) + END, "");
        String call = "[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]";
        String early = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":"
                + call + "}}\n\n";

        for (String stream : new String[] {open + text(0, "ok") + END, early + END}) {
            assertThatThrownBy(() -> fed(true, stream, 9))
                    .isInstanceOf(UnreadableAnswer.class)
                    .hasMessageContaining("ways that differ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"input\":null", ",\"input\":\"\"", ",\"input\":{}"})
    void inputIsThatOfTheDeltas_whenTheBlockBeginsWithNone(String input) {
        String stream = call("{\\\"to\\\":1}").replace(",\"input\":{}", input);

        assertThat(fed(true, stream, 9).toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly("{\"to\":1}");
    }

    @Test
    void inputWaits_whenItIsNotWhole() {
        String stream = call("{\\\"to\\\": \\\"a@", "b\\\"}");
        AnswerReader reader = messages.answerReader(true);
        reader.feed(
                stream.substring(0, stream.indexOf("event: content_block_stop")).getBytes(StandardCharsets.UTF_8));

        PartSoFar input = reader.soFar().parts().get(0);
        assertThat(input.complete()).isFalse();
        assertThat(reader.release(List.of(Settled.all(input.part())), List.of()))
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("partial_json");
        assertThat(reader.releaseAll()).asString(StandardCharsets.UTF_8).contains("partial_json");
    }

    @ParameterizedTest
    @CsvSource({"end_turn, full", "max_tokens, truncated", "refusal, refusal", "tool_use, tool-call"})
    void classIsTold_whenTheMessageHasEnded(String reason, String answerClass) {
        String body = "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"" + reason + "\"}";

        assertThat(fed(false, body, 50).answerClass()).isEqualTo(answerClass);
    }

    @Test
    void answerIsUnreadable_whenItIsAnErrorOrCut() {
        String error =
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n";
        assertThatThrownBy(() -> fed(true, START + error, 10)).isInstanceOfSatisfying(UnreadableAnswer.class, e -> {
            assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR);
            assertThat(e).hasMessageContaining("overloaded_error");
        });
        assertThatThrownBy(() -> fed(true, error.replace("event: error\n", ""), 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR));
        assertThatThrownBy(() -> fed(true, STREAM.substring(0, STREAM.indexOf("event: message_stop")), 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.CUT));
        assertThatThrownBy(() -> fed(false, "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"}}", 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR));
        assertThatThrownBy(() -> fed(false, "{\"choices\":[]}", 10))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.NOT_AN_ANSWER));
    }

    @Test
    void clientReadsARefusal_whereverTheRestIsBlocked() throws Exception {
        for (int fed = 1; fed <= STREAM.length(); fed += 37) {
            AnswerReader reader = messages.answerReader(true);
            reader.feed(STREAM.substring(0, fed).getBytes(StandardCharsets.UTF_8));
            List<Settled> settled = reader.soFar().parts().stream()
                    .map(so -> new Settled(so.part(), so.part().text().length() * 2 / 3))
                    .toList();
            String released = new String(reader.release(settled, List.of()), StandardCharsets.UTF_8);

            String rest =
                    new String(messages.blockedRest(request(true), reader, "不可以。", NOTICE), StandardCharsets.UTF_8);

            Message message = assembled(released + rest);
            boolean told = released.contains("message_delta");
            assertThat(message.stopReason()).contains(told ? StopReason.TOOL_USE : StopReason.REFUSAL);
            assertThat(released + rest).endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
            assertThat(rest.contains("\"rule\":\"response/no\"")).isNotEqualTo(told);
        }
    }

    @Test
    void clientReadsWhatIsWritten_whenARuleAnswersOrBlocks() throws Exception {
        WholeAnswer original = fed(true, STREAM, 100);
        Written stream = messages.blockedAnswer(request(true), original, "No.", NOTICE);
        Written canned = messages.answer(request(false), "您好", NOTICE, Instant.EPOCH);

        Message refused = assembled(new String(stream.body(), StandardCharsets.UTF_8));
        assertThat(refused.stopReason()).contains(StopReason.REFUSAL);
        assertThat(refused.id()).isEqualTo("msg_1");
        assertThat(stream.body()).asString(StandardCharsets.UTF_8).doesNotContain("a@");
        Message answered = ObjectMappers.jsonMapper()
                .readValue(canned.body(), Message.class)
                .validate();
        assertThat(answered.content().get(0).asText().text()).isEqualTo("您好");
        assertThat(answered.stopReason()).contains(StopReason.END_TURN);
        assertThat(answered._additionalProperties()).containsKey("policy");
        assertThat(new String(
                        messages.answer(request(true), "hi", NOTICE, Instant.EPOCH)
                                .body(),
                        StandardCharsets.UTF_8))
                .satisfies(body -> assertThat(assembled(body).stopReason()).contains(StopReason.END_TURN));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "401, authentication_error",
        "403, permission_error",
        "404, not_found_error",
        "405, invalid_request_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "502, api_error",
        "503, overloaded_error",
    })
    void typeFollowsTheStatus_whenAnErrorIsTold(int status, String type) {
        Written error = messages.error(status, "x", "y", "z", "because");

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"because\"}}");
    }
}
