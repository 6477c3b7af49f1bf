package dev.fulcrum.surface;

import static dev.fulcrum.surface.ChatAnswers.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A chat stream that is let go while it comes. */
class ChatReleaseTest {
    private static final PolicyNotice NOTICE =
            new PolicyNotice("x1", "response/no", "wealth", List.of("a"), List.of("b"), "abc", Optional.empty());
    private static final Part TEXT = new Part(Part.CHOICE, "assistant", 0, true, "");
    private static final Part CALL = new Part(Part.TOOL_CALL, "assistant", 0, true, "");

    private final ChatCompletions chat = new ChatCompletions(32);
    private final AnswerReader reader = chat.answerReader(true);

    private void feed(String... events) {
        for (String event : events) {
            reader.feed(event.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String release(Part part, int until, TextEdit... edits) {
        return new String(reader.release(List.of(new Settled(part, until)), List.of(edits)), StandardCharsets.UTF_8);
    }

    private static String text(int choice, String text) {
        return chunk(choice, "{\"content\":\"" + text + "\"}", null);
    }

    @Test
    void eventWaits_whenItTellsMoreThanIsSettled() {
        String role = chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}", null);
        feed(role, ": ping\n\n", text(0, "one"), text(0, "two"), ": pong\n\n");

        assertThat(release(TEXT, 0)).isEqualTo(role + ": ping\n\n");
        assertThat(release(TEXT, 5)).isEqualTo(text(0, "one"));
        assertThat(reader.releasedCharacters()).isEqualTo(3);
        assertThat(release(TEXT, 6)).isEqualTo(text(0, "two") + ": pong\n\n");
        assertThat(release(TEXT, 6)).isEmpty();
    }

    @Test
    void commentPasses_whenNothingWaitsBeforeIt() {
        feed(": ping\n\n");

        assertThat(new String(reader.release(List.of(), List.of()), StandardCharsets.UTF_8))
                .isEqualTo(": ping\n\n");
    }

    @Test
    void redactionSpansEvents_whenTheyAreReleasedApart() {
        feed(text(0, "mail a@"), text(0, "b."), text(0, "cd 你"), text(0, "!"));
        TextEdit edit = new TextEdit(TEXT, new Span(5, 11), "[m]");

        assertThat(release(TEXT, 13, edit)).isEqualTo(text(0, "mail [m]") + text(0, "") + text(0, " 你"));
        assertThat(release(TEXT, 14)).isEqualTo(text(0, "!"));
    }

    @Test
    void toolCallWaits_untilItIsAmongTheSettled() {
        String begun =
                chunk(0, "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}", null);
        feed(begun);

        assertThat(release(TEXT, 0)).isEmpty();
        assertThat(reader.soFar().parts().get(1)).isEqualTo(new PartSoFar(CALL, false));
        assertThat(release(CALL, 0)).isEqualTo(begun);
    }

    @Test
    void callIsOpen_untilItsChoiceHasEnded() {
        feed(
                chunk(0, "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}", null),
                chunk(0, "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}]}", null));

        assertThat(reader.soFar().parts()).extracting(PartSoFar::complete).containsOnly(false);
        assertThat(reader.soFar().answers()).noneMatch(answer -> answer.complete());

        feed(chunk(0, "{}", "tool_calls"));

        assertThat(reader.soFar().parts()).extracting(PartSoFar::complete).containsOnly(true);
    }

    @Test
    void reasoningIsAPartOfItsOwn_whenTheServerTellsItTwice() {
        feed(chunk(
                0,
                "{\"reasoning\":\"hm a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm a\"}],\"content\":\"b\"}",
                null));

        assertThat(reader.soFar().parts())
                .extracting(PartSoFar::part)
                .containsExactly(
                        new Part(Part.CHOICE, "assistant", 0, true, "b"),
                        new Part(Part.REASONING, "assistant", 0, true, "hm a"));
        Part reasoning = reader.soFar().parts().get(1).part();
        String released = new String(
                reader.release(
                        List.of(Settled.all(reasoning), new Settled(TEXT, 1)),
                        List.of(new TextEdit(reasoning, new Span(3, 4), "?"))),
                StandardCharsets.UTF_8);
        assertThat(released).contains("\"reasoning\":\"hm ?\"").contains("\"text\":\"hm ?\"");
    }

    @Test
    void editIsRefused_whenItsPartIsNoneOfTheAnswer() {
        feed(text(0, "a"));

        assertThatThrownBy(() -> release(CALL, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonGoesWhole_whenAllOfItIsSettled() {
        AnswerReader whole = chat.answerReader(false);
        whole.feed("{\"choices\":[{\"message\":{\"content\":\"a b\"},\"finish_reason\":\"stop\"}]}"
                .getBytes(StandardCharsets.UTF_8));
        whole.finish();

        assertThat(whole.release(List.of(new Settled(TEXT, 2)), List.of())).isEmpty();
        assertThat(whole.release(List.of(new Settled(TEXT, 3)), List.of(new TextEdit(TEXT, new Span(2, 3), "x"))))
                .asString(StandardCharsets.UTF_8)
                .contains("a x");
    }

    @Test
    void openChoicesAreFiltered_whenTheRestIsBlocked() throws Exception {
        feed(text(0, "fine "), text(1, "other"), chunk(1, "{}", "stop"), text(0, "s3cret"), text(2, "s3cret"));
        Part other = new Part(Part.CHOICE, "assistant", 1, true, "");
        String released = new String(
                reader.release(List.of(new Settled(TEXT, 5), new Settled(other, 5)), List.of()),
                StandardCharsets.UTF_8);
        SurfaceRequest request =
                chat.read("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                        .getBytes(StandardCharsets.UTF_8));

        String rest = new String(chat.blockedRest(request, reader, "不可以。", NOTICE), StandardCharsets.UTF_8);

        assertThat(rest).doesNotContain("s3cret").endsWith("data: [DONE]\n\n").contains("\"rule\":\"response/no\"");
        ChatCompletion completion = assembled(released + rest);
        assertThat(completion.choices()).hasSize(3);
        for (ChatCompletion.Choice choice : completion.choices()) {
            assertThat(choice.finishReason())
                    .isEqualTo(
                            choice.index() == 1
                                    ? ChatCompletion.Choice.FinishReason.STOP
                                    : ChatCompletion.Choice.FinishReason.CONTENT_FILTER);
            assertThat(choice.message().refusal())
                    .isEqualTo(choice.index() == 1 ? Optional.empty() : Optional.of("不可以。"));
        }
    }

    private static ChatCompletion assembled(String stream) throws IOException {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        for (String line : stream.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                accumulator.accumulate(
                        ObjectMappers.jsonMapper().readValue(line.substring(6), ChatCompletionChunk.class));
            }
        }
        return accumulator.chatCompletion();
    }
}
