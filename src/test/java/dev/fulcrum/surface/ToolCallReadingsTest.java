package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallReadingsTest {
    private static final String DONE = "data: [DONE]\n\n";

    private static String delta(String calls) {
        return ChatAnswers.chunk(0, "{\"tool_calls\":[" + calls + "]}", null);
    }

    private static String call(String head, String name, String arguments) {
        String named = name == null ? "" : "\"name\":\"" + name + "\",";
        return "{" + head + "\"function\":{" + named + "\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}";
    }

    private static WholeAnswer stream(String... deltas) {
        StringBuilder all = new StringBuilder();
        for (String each : deltas) {
            all.append(delta(each));
        }
        return ChatAnswers.stream(all + ChatAnswers.chunk(0, "{}", "tool_calls") + DONE);
    }

    private static List<String> names(WholeAnswer answer) {
        return answer.toolCalls().stream().map(ToolCall::name).toList();
    }

    private static void refused(String... deltas) {
        UnreadableAnswer e = catchThrowableOfType(UnreadableAnswer.class, () -> stream(deltas));
        assertThat(e.code()).isEqualTo(UnreadableAnswer.MALFORMED);
    }

    @Test
    void bothCallsAreRead_whenTwoIdsShareOneIndex() {
        WholeAnswer answer = stream(
                call("\"index\":0,\"id\":\"a\",", "get_weather", "{\"city\":\"Bern\"}"),
                call("\"index\":0,\"id\":\"b\",", "transfer_money", "{\"to\":\"x\"}"));

        assertThat(names(answer)).contains("get_weather", "transfer_money", "get_weathertransfer_money");
        assertThat(answer.parts()).extracting(Part::text).containsExactly("", "{\"city\":\"Bern\"}", "{\"to\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"index\":0,", "", "\"index\":0,\"id\":\"\",", "\"index\":0,\"id\":null,", "\"index\":\"0\","})
    void bothCallsAreRead_whenTheyHaveNoIds(String head) {
        WholeAnswer answer = stream(call(head, "get_weather", "{}"), call(head, "transfer_money", "{\"to\":\"x\"}"));

        assertThat(names(answer)).contains("get_weather", "transfer_money");
    }

    @Test
    void callIsOne_whenItsIdComesWithEachChunk() {
        String head = "\"index\":1,\"id\":\"a\",";
        WholeAnswer answer = stream(call(head, "f", "{\"a\""), call(head, "f", ":1"), call(head, "f", "}"));

        assertThat(answer.toolCalls()).containsExactly(new ToolCall("f", "{\"a\":1}", 0, true));
    }

    @Test
    void everyNameIsRead_whenItComesInPieces() {
        WholeAnswer answer =
                stream(call("\"index\":0,\"id\":\"a\",", "transfer", ""), call("\"index\":0,", "_money", "{}"));

        assertThat(names(answer)).containsExactly("transfer_money", "transfer", "_money");
    }

    @Test
    void answerIsRefused_whenOnlyTheJoinedCallIsWhole() {
        refused(
                call("\"index\":0,\"id\":\"a\",", "f", "{\"to\":\"ann"),
                call("\"index\":0,\"id\":\"b\",", null, "a@corp.example\"}"));
        refused(
                call("\"index\":0,\"id\":\"a\",", "f", "{\"to\":\"ann"),
                call("\"index\":1,\"id\":\"a\",", null, "a@corp.example\"}"));
    }

    @Test
    void everyPieceOfANameIsTold_whateverStandsAroundIt() {
        assertThat(names(stream(
                        call("\"index\":0,\"id\":\"a\",", "x", ""),
                        call("\"index\":0,", "transfer_money", ""),
                        call("\"index\":0,", "y", "{}"))))
                .contains("transfer_money");
    }

    @Test
    void callIsTold_whenNoObjectStandsAroundIt() {
        assertThat(names(stream("{\"index\":0,\"id\":\"a\",\"name\":\"transfer_money\",\"arguments\":\"{}\"}")))
                .containsExactly("transfer_money");
    }

    @Test
    void nameIsRead_whenTheCallStandsWhereNobodyLooks() {
        String calls = "\"tool_calls\":[" + call("\"id\":\"a\",", "transfer_money", "{}") + "]";
        for (String body : new String[] {
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\"}," + calls + ",\"finish_reason\":\"stop\"}]}",
            "{" + calls + ",\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}"
        }) {
            assertThat(ChatAnswers.json(body).parts())
                    .extracting(Part::text)
                    .anyMatch(it -> it.contains("transfer_money"));
        }
    }

    @Test
    void answerIsRefused_whenACallIsOfTwoKinds() {
        refused("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
                + "\"custom\":{\"name\":\"g\",\"input\":\"x\"}}");
    }

    @Test
    void answerIsRefused_whenItIsUnclearWhichCallGoesOn() {
        refused(
                call("\"index\":0,\"id\":\"a\",", "f", "{") + "," + call("\"index\":1,\"id\":\"b\",", "g", "{"),
                call("", null, "}"));
        refused(call("\"index\":1,\"id\":\"a\",", "f", "{"), call("", null, "}"));
    }

    @Test
    void callsAreSeparate_whenAWholeAnswerNumbersThemAlike() {
        String calls = call("\"index\":0,\"id\":\"a\",", "get_weather", "{}") + ","
                + call("\"index\":0,\"id\":\"a\",", "transfer_money", "{\"to\":\"x\"}");
        WholeAnswer answer = ChatAnswers.json(
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":null,\"tool_calls\":[" + calls
                        + "],\"function_call\":{\"name\":\"old\",\"arguments\":\"{}\"}},\"finish_reason\":\"tool_calls\"}]}");

        assertThat(names(answer)).contains("old", "get_weather", "transfer_money");
        assertThat(answer.parts()).extracting(Part::text).containsExactly("", "{}", "{}", "{\"to\":\"x\"}");
    }
}
