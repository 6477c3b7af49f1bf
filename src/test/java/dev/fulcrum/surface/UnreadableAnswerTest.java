package dev.fulcrum.surface;

import static dev.fulcrum.surface.ChatAnswers.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableAnswerTest {
    private static final String TEXT = chunk(0, "{\"role\":\"assistant\",\"content\":\"s3cret\"}", null);
    private static final String JSON =
            "{\"id\":\"i\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"s3cret 中\"},\"finish_reason\":\"stop\"}]}";

    private final ChatCompletions chat = new ChatCompletions(32);

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("  \n", "empty"),
                Arguments.of("<!DOCTYPE html><html>s3cret", "html"),
                Arguments.of("s3cret", "malformed"),
                Arguments.of("[1]", "malformed"),
                Arguments.of("{\"choices\":[{\"message\":{\"content\":\"s3cret", "cut"),
                Arguments.of(JSON + "s3cret", "malformed"),
                Arguments.of("{\"s3cret\":1,\"s3cret\":2}", "malformed"),
                Arguments.of("{\"id\":\"s3cret\"}", "not-an-answer"),
                Arguments.of("{\"choices\":[]}", "not-an-answer"),
                Arguments.of("{\"choices\":\"s3cret\"}", "not-an-answer"),
                Arguments.of("{\"choices\":[{\"index\":0,\"text\":\"s3cret\"}]}", "not-an-answer"),
                Arguments.of("{\"choices\":[{\"index\":0,\"message\":{\"content\":{\"s3cret\":1}}}]}", "not-an-answer"),
                Arguments.of("{\"error\":{\"message\":\"s3cret\",\"code\":\"content_filter\"}}", "upstream-error"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsRefused_whenItIsNoAnswer(String body, String code) {
        for (boolean keep : new boolean[] {true, false}) {
            if (keep || !body.contains("content\":{")) {
                refused(chat.answerReader(false, keep), body, code);
            }
        }
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("data: [DONE]\n\n", "empty"),
                Arguments.of(": ping\n\n", "cut"),
                Arguments.of("<html>s3cret", "html"),
                Arguments.of(JSON, "malformed"),
                Arguments.of(TEXT, "cut"),
                Arguments.of(TEXT.substring(0, TEXT.length() - 40), "cut"),
                Arguments.of(TEXT + chunk(1, "{\"role\":\"assistant\"}", "stop"), "cut"),
                Arguments.of(
                        TEXT + "data: {\"error\":{\"message\":\"s3cret\",\"code\":\"overloaded\"}}\n\n",
                        "upstream-error"),
                Arguments.of(TEXT + "event: error\ndata: {\"message\":\"s3cret\"}\n\n", "upstream-error"),
                Arguments.of(TEXT + "event: error\ndata: s3cret\n\n", "upstream-error"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamIsRefused_whenItIsNoAnswer(String body, String code) {
        for (boolean keep : new boolean[] {true, false}) {
            refused(chat.answerReader(true, keep), body, code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: s3cret\n\n", "data: {\"s3cret\":1,\"s3cret\":2}\n\n", "data: {\"s3cret\n\n"})
    void streamIsRefused_whenAnEventIsNotJson(String event) {
        UnreadableAnswer e = failure(chat.answerReader(true), TEXT + event + "data: [DONE]\n\n", Integer.MAX_VALUE);

        assertThat(e.code()).isIn(UnreadableAnswer.MALFORMED, UnreadableAnswer.CUT);
        assertThat(e).hasMessageNotContaining("s3cret");
    }

    private static void refused(AnswerReader reader, String body, String code) {
        UnreadableAnswer e = failure(reader, body, 3);

        assertThat(e.code()).isEqualTo(code);
        assertThat(e).hasMessageNotContaining("s3cret");
        assertThat(catchThrowableOfType(UnreadableAnswer.class, reader::finish).code())
                .isEqualTo(code);
    }

    private static UnreadableAnswer failure(AnswerReader reader, String body, int step) {
        return catchThrowableOfType(
                UnreadableAnswer.class, () -> ChatAnswers.fed(reader, body.getBytes(StandardCharsets.UTF_8), step));
    }

    @Test
    void everyBeginningIsCut_whenTheAnswerIsJson() {
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < bytes.length; length++) {
            AnswerReader reader = chat.answerReader(false);
            byte[] beginning = Arrays.copyOf(bytes, length);

            UnreadableAnswer e =
                    catchThrowableOfType(UnreadableAnswer.class, () -> ChatAnswers.fed(reader, beginning, 7));

            assertThat(e.code()).isEqualTo(UnreadableAnswer.CUT);
        }
    }

    @Test
    void streamIsAnAnswer_whenOnlyTheTerminatorIsMissing() {
        String stream = TEXT + chunk(1, "{\"role\":\"assistant\"}", "stop") + chunk(0, "{}", "stop");

        assertThat(ChatAnswers.stream(stream).finishReason()).isEqualTo("stop");
        assertThat(ChatAnswers.stream(stream.strip()).finishReason()).isEqualTo("stop");
        assertThat(ChatAnswers.watched(true, stream.getBytes(StandardCharsets.UTF_8), 11)
                        .finishReason())
                .isEqualTo("stop");
    }

    @Test
    void failureComesEarly_whenItIsCertain() {
        AnswerReader page = chat.answerReader(false);
        AnswerReader error = chat.answerReader(true);
        byte[] event = "data: {\"error\":{\"code\":\"x\"}}\n\n".getBytes(StandardCharsets.UTF_8);

        assertThat(catchThrowableOfType(UnreadableAnswer.class, () -> page.feed(new byte[] {'\n', '<'}))
                        .code())
                .isEqualTo(UnreadableAnswer.HTML);
        assertThat(catchThrowableOfType(UnreadableAnswer.class, () -> error.feed(event))
                        .code())
                .isEqualTo(UnreadableAnswer.UPSTREAM_ERROR);
    }
}
