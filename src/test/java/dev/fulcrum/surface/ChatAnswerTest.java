package dev.fulcrum.surface;

import static dev.fulcrum.surface.ChatAnswers.chunk;
import static dev.fulcrum.surface.ChatAnswers.json;
import static dev.fulcrum.surface.ChatAnswers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatAnswerTest {
    private static final String DONE = "data: [DONE]\n\n";

    private static String edited(WholeAnswer answer, TextEdit... edits) {
        return new String(answer.edited(List.of(edits)), StandardCharsets.UTF_8);
    }

    private static TextEdit replace(Part part, String text, String replacement) {
        int start = part.text().indexOf(text);
        return new TextEdit(part, new Span(start, start + text.length()), replacement);
    }

    @Test
    void everyChoiceIsRead_whenTheAnswerIsJson() {
        WholeAnswer answer = json(
                """
                {"id":"i","created":9,"model":"m","choices":[
                {"index":1,"message":{"role":"assistant","content":null,"refusal":"不行"},"finish_reason":"stop"},
                {"index":0,"message":{"role":"assistant","content":"ja","tool_calls":[
                  {"id":"t","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},"finish_reason":"tool_calls"}],
                "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""");

        assertThat(answer.answers())
                .containsExactly(new Answer("ja", "", "tool_calls", 0, true), new Answer("", "不行", "stop", 1, true));
        assertThat(answer.parts())
                .containsExactly(
                        new Part(Part.CHOICE, "assistant", 0, true, "ja"),
                        new Part(Part.TOOL_CALL, "assistant", 0, true, "{\"a\":1}"),
                        new Part(Part.CHOICE, "assistant", 1, true, "不行"));
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("f", "{\"a\":1}", 0, true));
        assertThat(answer.tokens()).isEqualTo(new Tokens(3, 4));
        assertThat(answer.finishReason()).isEqualTo("tool_calls");
        assertThat(answer.stream()).isFalse();
    }

    @Test
    void deltasAreJoined_whenTheAnswerIsAStream() {
        WholeAnswer answer =
                stream("data: {\"choices\":[],\"id\":\"\",\"model\":\"\",\"prompt_filter_results\":[{}]}\n\n"
                        + ": ping\n\n"
                        + chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}", null)
                        + chunk(1, "{\"content\":\"one\"}", null)
                        + chunk(
                                0,
                                "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"b\",\"arguments\":\"{\"}}]}",
                                null)
                        + chunk(
                                0,
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"a\",\"arguments\":\"\"}}]}",
                                null)
                        + chunk(
                                0,
                                "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"b\",\"arguments\":\"}\"}},"
                                        + "{\"index\":0,\"function\":{\"arguments\":\"[]\"}}]}",
                                null)
                        + chunk(1, "{\"content\":\" two\"}", "length")
                        + chunk(0, "{}", "tool_calls")
                        + "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n"
                        + DONE);

        assertThat(answer.answers())
                .extracting(Answer::text, Answer::finishReason)
                .containsExactly(tuple("", "tool_calls"), tuple("one two", "length"));
        assertThat(answer.toolCalls())
                .containsExactly(new ToolCall("a", "[]", 1, true), new ToolCall("b", "{}", 0, true));
        assertThat(answer.tokens()).isEqualTo(new Tokens(1, 2));
        assertThat(answer.stream()).isTrue();
        assertThat(answer.answerClass()).isEqualTo("truncated");
    }

    @Test
    void pairIsWhole_whenAStreamCutsIt() {
        WholeAnswer answer = stream(
                chunk(0, "{\"content\":\"a\\ud83d\"}", null) + chunk(0, "{\"content\":\"\\ude00b\"}", "stop") + DONE);

        assertThat(answer.parts().get(0).text()).isEqualTo("a😀b");
        TextEdit half = new TextEdit(answer.parts().get(0), new Span(2, 3), "-");
        assertThat(edited(answer, half)).contains("\"a-\"").contains("\"b\"");
    }

    @Test
    void replacementStandsInTheFirstDelta_whenSeveralAreTouched() {
        String plain = chunk(0, "{\"content\":\"mail \"}", null)
                + chunk(1, "{\"content\":\"a@b.cd\"}", null)
                + chunk(0, "{\"content\":\"a@\"}", null)
                + chunk(0, "{\"content\":\"b.\"}", null)
                + chunk(0, "{\"content\":\"cd 你\"}", "stop")
                + chunk(1, "{}", "stop")
                + DONE;
        WholeAnswer answer = stream(plain);

        String body = edited(answer, replace(answer.parts().get(0), "a@b.cd", "[m]"));

        assertThat(body)
                .isEqualTo(plain.replace("\"a@\"", "\"[m]\"")
                        .replace("\"b.\"", "\"\"")
                        .replace("\"cd 你\"", "\" 你\""));
    }

    @Test
    void argumentsChange_whenTheirDeltasAreEdited() {
        String plain = chunk(
                        0,
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"m\\\":\\\"a@\"}}]}",
                        null)
                + chunk(0, "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"g\",\"arguments\":\"a@b\"}}]}", null)
                + chunk(0, "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"b\\\"}\"}}]}", "tool_calls")
                + DONE;
        WholeAnswer answer = stream(plain);

        WholeAnswer after = stream(edited(answer, replace(answer.parts().get(1), "a@b", "[m]")));

        assertThat(after.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"m\":\"[m]\"}", "a@b");
    }

    @Test
    void copiesOfTheTextGo_whenItIsEdited() {
        String choice =
                "{\"index\":0,\"message\":{\"content\":\"x secret\"},\"logprobs\":{\"content\":[{\"token\":\"secret\"}]},"
                        + "\"finish_reason\":\"stop\"}";
        String other = choice.replace("\"index\":0", "\"index\":1");
        WholeAnswer answer = json("{\"choices\":[" + choice + "," + other + "]}");

        assertThat(edited(answer, replace(answer.parts().get(0), "secret", "[s]")))
                .isEqualTo("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x [s]\"},\"logprobs\":null,"
                        + "\"finish_reason\":\"stop\"}," + other + "]}");
    }

    @Test
    void cumulativeMessageGoes_whenTheDeltaBesideItIsEdited() {
        String event =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"secret\"},\"message\":{\"content\":\"secret\"},"
                        + "\"finish_reason\":\"stop\"}]}\n\n";
        WholeAnswer answer = stream(event);

        assertThat(answer.parts().get(0).text()).isEqualTo("secret");
        assertThat(edited(answer, replace(answer.parts().get(0), "secret", "s")))
                .contains("\"message\":null")
                .doesNotContain("secret");
    }

    @Test
    void dataOfSeveralLinesIsEdited_whenAnEventHasThem() {
        String event =
                "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\r\ndata:\"a b\"},\"finish_reason\":\"stop\"}]}\n\n";
        WholeAnswer answer = stream(event);

        assertThat(edited(answer, replace(answer.parts().get(0), "b", "[x]"))).isEqualTo(event.replace("a b", "a [x]"));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, '', full",
        "length, '', truncated",
        "content_filter, No., filtered",
        "stop, No., refusal",
        "function_call, '', tool-call",
    })
    void classIsTold_whenTheChoiceHasEnded(String reason, String refusal, String answerClass) {
        WholeAnswer answer = json("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\",\"refusal\":\"" + refusal
                + "\"},\"finish_reason\":\"" + reason + "\"}]}");

        assertThat(answer.answerClass()).isEqualTo(answerClass);
    }

    @Test
    void choiceIsEmpty_whenAzureFilteredIt() {
        WholeAnswer answer = json("{\"choices\":[{\"content_filter_results\":{\"hate\":{\"filtered\":true}},"
                + "\"finish_reason\":\"content_filter\",\"index\":0,\"logprobs\":null}]}");

        assertThat(answer.answers()).containsExactly(new Answer("", "", "content_filter", 0, true));
        assertThat(answer.answerClass()).isEqualTo("filtered");
    }

    @Test
    void watcherKeepsNoText_whenTheRouteLetsStreamsThrough() {
        byte[] bytes = (chunk(0, "{\"role\":\"assistant\",\"content\":\"hidden\"}", null)
                        + chunk(0, "{\"content\":\"the \\\"finish_reason\\\":\\\"length\\\" trick\"}", null)
                        + chunk(0, "{}", "stop")
                        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}\n\n")
                .getBytes(StandardCharsets.UTF_8);

        WholeAnswer answer = ChatAnswers.watched(true, bytes, 5);

        assertThat(answer.tokens()).isEqualTo(new Tokens(5, 6));
        assertThat(answer.finishReason()).isEqualTo("stop");
        assertThat(answer.answerClass()).isEqualTo("full");
        assertThat(answer.parts()).isEmpty();
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.original()).isEmpty();
    }
}
