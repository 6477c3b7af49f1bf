package dev.fulcrum.surface;

import static dev.fulcrum.surface.ChatAnswers.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fulcrum.model.Part;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may still come once an answer, or a piece of it, has ended, and what may not. */
class EndedStreamTest {
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ENDED = chunk(
                    0,
                    "{\"role\":\"assistant\",\"content\":\"Hi\",\"tool_calls\":"
                            + "[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                    null)
            + chunk(0, "{}", "stop");

    private static final ChatCompletions CHAT = new ChatCompletions(32);
    private static final OpenAiCompletions COMPLETIONS = new OpenAiCompletions(32);
    private static final AnthropicMessages MESSAGES = new AnthropicMessages(32);
    private static final OpenAiResponses RESPONSES = new OpenAiResponses(32);

    private static WholeAnswer fed(Surface surface, String stream) {
        return ChatAnswers.fed(surface.answerReader(true), stream.getBytes(StandardCharsets.UTF_8), 50);
    }

    private static void refused(Surface surface, String stream) {
        UnreadableAnswer e = catchThrowableOfType(UnreadableAnswer.class, () -> fed(surface, stream));

        assertThat(e.code()).isEqualTo(UnreadableAnswer.GOES_ON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"more\"}",
                "{\"refusal\":\"more\"}",
                "{\"reasoning_content\":\"more\"}",
                "{\"function_call\":{\"name\":\"g\"}}",
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}",
                "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"g\"}}]}"
            })
    void choiceIsRefused_whenItSaysMoreAfterItsFinishReason(String delta) {
        refused(CHAT, ENDED + chunk(0, delta, null) + DONE);
        refused(CHAT, ENDED + chunk(0, delta, "stop") + DONE);
        refused(CHAT, ENDED + DONE + chunk(0, delta, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
                "{\"content\":null,\"tool_calls\":[]}",
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"}}]}"
            })
    void choiceStaysAsItWas_whenNothingIsSaidAfterItsFinishReason(String delta) {
        WholeAnswer answer = fed(CHAT, ENDED + chunk(0, delta, null) + chunk(0, delta, "stop") + DONE);

        assertThat(answer.parts()).extracting(Part::text).containsExactly("Hi", "{}");
        assertThat(answer.finishReason()).isEqualTo("stop");
    }

    @Test
    void otherChoiceGoesOn_whenOneHasEnded() {
        String filtered = "data: {\"choices\":[{\"index\":0,\"finish_reason\":null,\"content_filter_results\":{},"
                + "\"content_filter_offsets\":{\"end_offset\":2}}]}\n\n";
        String usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
        String other = chunk(1, "{\"content\":\"Ho\"}", null) + chunk(1, "{\"content\":\"!\"}", "stop");

        WholeAnswer answer = fed(CHAT, ENDED + filtered + other + usage + DONE);

        assertThat(answer.parts()).extracting(Part::text).containsExactly("Hi", "{}", "Ho!");
        assertThat(answer.tokens().output()).isEqualTo(2);
    }

    @Test
    void textIsRead_whenItComesWithTheFinishReason() {
        String last = chunk(0, "{\"content\":\"Hi\"}", null) + chunk(0, "{\"content\":\"!\"}", "length");

        assertThat(fed(CHAT, last).parts()).extracting(Part::text).containsExactly("Hi!");
    }

    @Test
    void bodyIsRead_whenItsChoicesHaveOneIndex() {
        String body = "{\"choices\":[{\"index\":0,\"%1$s},\"finish_reason\":\"stop\"},"
                + "{\"index\":0,\"%1$s},\"finish_reason\":\"stop\"}]}";

        assertThat(ChatAnswers.json(body.formatted("message\":{\"content\":\"a\""))
                        .parts())
                .extracting(Part::text)
                .containsExactly("a", "a");
        byte[] completions = body.replace("},\"finish", ",\"finish")
                .formatted("text\":\"a\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ChatAnswers.fed(COMPLETIONS.answerReader(false), completions, 50)
                        .parts())
                .extracting(Part::text)
                .containsExactly("a", "a");
    }

    @Test
    void completionIsRefused_whenItSaysMoreAfterItsFinishReason() {
        String text = "data: {\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s}]}\n\n";
        String ended = text.formatted("Hi", "null") + text.formatted("!", "\"stop\"");

        assertThat(fed(COMPLETIONS, ended + text.formatted("", "null") + DONE).parts())
                .extracting(Part::text)
                .containsExactly("Hi!");
        refused(COMPLETIONS, ended + text.formatted("more", "null") + DONE);
        refused(COMPLETIONS, ended + DONE + text.formatted("more", "null").replace(":0", ":1"));
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":{" + delta + "}");
    }

    static Stream<Arguments> lateBlocks() {
        return Stream.of(
                Arguments.of("event: ping", delta(0, "\"thinking\":\"more\"")),
                Arguments.of("event: message_delta", delta(2, "\"text\":\"more\"")),
                Arguments.of("event: message_delta", delta(3, "\"partial_json\":\"{}\"")),
                Arguments.of("event: message_stop", delta(4, "\"text\":\"more\"")),
                Arguments.of(
                        "event: message_stop",
                        event("content_block_start", "\"index\":4,\"content_block\":{\"type\":\"tool_use\"}")));
    }

    @ParameterizedTest
    @MethodSource("lateBlocks")
    void messageIsRefused_whenABlockSaysMoreAfterItsEnd(String before, String late) {
        String stream = MessagesAnswerTest.STREAM;

        refused(MESSAGES, stream.replace(before, late + before));
        refused(MESSAGES, stream + late);
    }

    @Test
    void messageIsRead_whenNothingIsSaidAfterItsEnd() {
        String stream = MessagesAnswerTest.STREAM;
        String late = delta(2, "\"text\":\"\"") + event("content_block_stop", "\"index\":3");

        assertThat(fed(MESSAGES, stream.replace("event: message_stop", late + "event: message_stop"))
                        .parts())
                .isEqualTo(fed(MESSAGES, stream).parts());
    }

    @Test
    void textIsReadOn_whenAToolCallBeginsBeforeItsBlockEnds() {
        String begin = "content_block_start";
        AnswerReader reader = MESSAGES.answerReader(true);
        reader.feed((event("message_start", "\"message\":{}")
                        + event(begin, "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                        + delta(0, "\"text\":\"full \"")
                        + event(begin, "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"name\":\"f\"}"))
                .getBytes(StandardCharsets.UTF_8));
        assertThat(reader.soFar().parts().get(0).complete()).isFalse();

        reader.feed((delta(0, "\"text\":\"refund\"") + event("content_block_stop", "\"index\":0"))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(reader.soFar().parts().get(0).part().text()).isEqualTo("full refund");
        assertThat(reader.soFar().parts().get(0).complete()).isTrue();
    }

    private static String output(int item, String delta) {
        return event(
                "response.output_text.delta",
                "\"output_index\":" + item + ",\"content_index\":0,\"delta\":\"" + delta + "\"");
    }

    @Test
    void responseIsRefused_whenAnItemSaysMoreAfterItsEnd() {
        String stream = ResponsesAnswerTest.STREAM;
        for (String before : new String[] {
            "event: response.content_part.done", "event: response.output_item.added\ndata: {\"sequence_number\":14"
        }) {
            assertThat(stream).contains(before);
            refused(RESPONSES, stream.replace(before, output(1, "more") + before));
            assertThat(fed(RESPONSES, stream.replace(before, output(1, "") + before))
                            .parts())
                    .isEqualTo(fed(RESPONSES, stream).parts());
        }
        String call = event("response.output_text.delta", "\"output_index\":2,\"content_index\":1,\"delta\":\"more\"");
        refused(RESPONSES, stream.replace("event: response.completed", call + "event: response.completed"));
    }

    @Test
    void responseIsRefused_whenItSaysMoreAfterItsEnd() {
        String stream = ResponsesAnswerTest.STREAM;
        String item = "\"output_index\":3,\"item\":{\"type\":\"function_call\",\"name\":\"g\",\"arguments\":\"\"}";

        refused(RESPONSES, stream + output(3, "more"));
        refused(RESPONSES, stream + event("response.output_item.added", item));
        assertThat(fed(RESPONSES, stream + event("response.usage", "\"x\":1")).parts())
                .isEqualTo(fed(RESPONSES, stream).parts());
    }
}
