package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedThoughtTest {
    private static final AnthropicMessages MESSAGES = new AnthropicMessages(32);
    private static final String THOUGHT =
            "{\"type\":\"thinking\",\"thinking\":\"card 4111 it is\",\"signature\":\"c2ln\"}";
    private static final String OTHER_THOUGHT = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"}";
    private static final String TEXT = "{\"type\":\"text\",\"text\":\"Hi 4111\"}";
    private static final String CALL =
            "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"signature\":\"4111\"}}";

    private static TextEdit gone(Part part) {
        int at = part.text().indexOf("4111");
        return new TextEdit(part, new Span(at, at + 4), "[gone]");
    }

    private static List<TextEdit> gone(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.text().contains("4111"))
                .map(SignedThoughtTest::gone)
                .toList();
    }

    private static String answer(String... blocks) {
        return "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[" + String.join(",", blocks)
                + "],\"stop_reason\":\"end_turn\"}";
    }

    private static String edited(String body) {
        WholeAnswer answer =
                ChatAnswers.fed(MESSAGES.answerReader(false), body.getBytes(StandardCharsets.UTF_8), 1 << 20);
        return new String(answer.edited(gone(answer.parts())), StandardCharsets.UTF_8);
    }

    @Test
    void thoughtGoesWhole_whenAnEditTouchesIt() {
        String text = TEXT.replace("4111", "[gone]");

        assertThat(edited(answer(THOUGHT, TEXT))).isEqualTo(answer(text));
        assertThat(edited(answer(OTHER_THOUGHT, THOUGHT, TEXT))).isEqualTo(answer(OTHER_THOUGHT, text));
        assertThat(edited(answer(THOUGHT, THOUGHT, TEXT, THOUGHT))).isEqualTo(answer(text));
        assertThat(edited(answer(THOUGHT))).isEqualTo(answer("{\"type\":\"text\",\"text\":\"[removed]\"}"));
        assertThat(edited(answer(OTHER_THOUGHT, CALL)))
                .isEqualTo(answer(OTHER_THOUGHT, CALL.replace("4111", "[gone]")));
    }

    @Test
    void thoughtIsEdited_whenNobodySignedIt() {
        String unsigned = THOUGHT.replace("c2ln", "");

        assertThat(edited(answer(unsigned, TEXT)))
                .isEqualTo(answer(unsigned.replace("4111", "[gone]"), TEXT.replace("4111", "[gone]")));
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
    }

    private static String begin() {
        return event(
                "message_start",
                ",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}");
    }

    private static String thought(int index, String said) {
        String place = ",\"index\":" + index + ",";
        return event(
                        "content_block_start",
                        place + "\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + event(
                        "content_block_delta",
                        place + "\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"" + said + "\"}")
                + event(
                        "content_block_delta",
                        place + "\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
                + event("content_block_stop", ",\"index\":" + index);
    }

    private static String said(int index, String text) {
        String place = ",\"index\":" + index + ",";
        return event("content_block_start", place + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + event("content_block_delta", place + "\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}")
                + event("content_block_stop", ",\"index\":" + index);
    }

    private static String end() {
        return event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\"}") + event("message_stop", "");
    }

    @Test
    void thoughtLeavesTheStream_whenAnEditTouchesIt() {
        String stream =
                begin() + thought(0, "card 4111") + said(1, "Hi") + thought(2, "4111") + said(3, "Ho 4111") + end();
        for (int step : new int[] {1, 7, 100_000}) {
            WholeAnswer answer =
                    ChatAnswers.fed(MESSAGES.answerReader(true), stream.getBytes(StandardCharsets.UTF_8), step);

            assertThat(answer.edited(gone(answer.parts())))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(begin() + said(0, "Hi") + said(1, "Ho [gone]") + end());
        }
    }

    @Test
    void nothingOfAThoughtGoes_beforeAllOfItIsSettled() {
        AnswerReader reader = MESSAGES.answerReader(true);
        String thought = thought(0, "card 4111");
        reader.feed((begin() + thought.substring(0, thought.indexOf("event: content_block_stop")))
                .getBytes(StandardCharsets.UTF_8));
        Part part = reader.soFar().parts().get(0).part();

        assertThat(reader.release(List.of(Settled.all(part)), List.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(begin());
        reader.feed((thought.substring(thought.indexOf("event: content_block_stop")) + said(1, "Hi") + end())
                .getBytes(StandardCharsets.UTF_8));
        reader.finish();
        List<Settled> all = reader.soFar().parts().stream()
                .map(it -> Settled.all(it.part()))
                .toList();
        assertThat(reader.release(all, gone(List.of(part))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(said(0, "Hi") + end());
    }

    private static String history(String... messages) {
        return "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" + String.join(",", messages) + "]}";
    }

    private static String turn(String role, String... blocks) {
        return "{\"role\":\"" + role + "\",\"content\":[" + String.join(",", blocks) + "]}";
    }

    private static final String GENUINE = THOUGHT.replace("c2ln", "EqMBCkYIBRgCKkA".repeat(8));

    private static String redacted(Surface surface, String body) throws UnreadableRequest {
        SurfaceRequest request = surface.read(body.getBytes(StandardCharsets.UTF_8));
        return new String(request.edited(gone(request.parts()), List.of(), Optional.empty()), StandardCharsets.UTF_8);
    }

    @Test
    void redactionStays_whenSomethingOnlyClaimsToBeSigned() throws UnreadableRequest {
        String question = turn("user", "{\"type\":\"text\",\"text\":\"Go\"}");
        String call = CALL.replace("4111", "x");
        String result = turn("user", "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"ok\"}");
        String more = GENUINE.replace("\"type\"", "\"note\":\"4111\",\"type\"");
        String within = turn(
                "user", "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[" + GENUINE + "," + TEXT + "]}");
        for (String body : List.of(
                history(question, turn("assistant", THOUGHT, call), result),
                history(question, turn("assistant", more, call), result),
                history(question, turn("assistant", GENUINE, TEXT)),
                history(question, turn("assistant", call), within),
                history(question, turn("assistant", call), result)
                        .replace("\"model\"", "\"documents\":[" + GENUINE + "],\"model\""),
                history(question, turn("assistant", call), result)
                        .replaceAll("}$", ",\"documents\":[" + GENUINE + "]}"),
                history(turn("user", GENUINE, TEXT)))) {
            assertThat(redacted(MESSAGES, body)).doesNotContain("4111");
            assertThat(redacted(new ChatCompletions(32), body)).doesNotContain("4111");
        }
        String responses =
                "{\"messages\":[" + question + "],\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"reasoning\",\"signature\":\"" + "EqMBCkYIBRgCKkA".repeat(8)
                        + "\",\"text\":\"4111\"}]}]}";
        assertThat(redacted(new OpenAiResponses(32), responses)).doesNotContain("4111");
    }

    @Test
    void thoughtOfAnEarlierTurnGoes_andOneOfToolsAtWorkStays() throws UnreadableRequest {
        String question = turn("user", "{\"type\":\"text\",\"text\":\"Go\"}");
        String result = turn("user", "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"ok\"}");
        String call = CALL.replace("4111", "x");
        String body =
                history(question, turn("assistant", THOUGHT, TEXT), question, turn("assistant", GENUINE, call), result);
        SurfaceRequest request = MESSAGES.read(body.getBytes(StandardCharsets.UTF_8));

        byte[] edited = request.edited(gone(request.parts()), List.of(), Optional.empty());

        assertThat(edited)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(history(
                        question,
                        turn("assistant", TEXT.replace("4111", "[gone]")),
                        question,
                        turn("assistant", GENUINE, call),
                        result));
    }

    private static String detail(int index, String fields) {
        return "[{\"type\":\"reasoning.text\"," + fields + ",\"format\":\"anthropic-claude-v1\",\"index\":" + index
                + "}]";
    }

    private static String thinking(String said, String details) {
        return ChatAnswers.chunk(
                0, "{\"content\":\"\",\"reasoning\":\"" + said + "\",\"reasoning_details\":" + details + "}", null);
    }

    @Test
    void thoughtOfAChatStreamGoesWhole_whenAnEditTouchesIt() {
        String calm =
                thinking("hm ", detail(0, "\"text\":\"hm \"")) + thinking("", detail(0, "\"signature\":\"c2ln\""));
        String before = thinking("so ", detail(1, "\"text\":\"so \""));
        String card = thinking("card 4111 ", detail(1, "\"text\":\"card 4111 \""))
                + thinking("", detail(1, "\"signature\":\"c2ln\""));
        String end = ChatAnswers.chunk(0, "{\"content\":\"Hi\"}", null) + ChatAnswers.chunk(0, "{}", "stop");
        String gone = (before + card)
                .replaceAll("\"reasoning_details\":\\[[^]]*]", "\"reasoning_details\":[]")
                .replace("4111", "[gone]");
        ChatCompletions chat = new ChatCompletions(32);
        byte[] stream = (calm + before + card + end).getBytes(StandardCharsets.UTF_8);
        for (int step : new int[] {1, 9, 100_000}) {
            WholeAnswer answer = ChatAnswers.fed(chat.answerReader(true), stream, step);

            assertThat(answer.edited(gone(answer.parts())))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(calm + gone + end);
            assertThat(answer.edited(List.of())).isEqualTo(stream);
        }
        AnswerReader reader = chat.answerReader(true);
        reader.feed((calm + before).getBytes(StandardCharsets.UTF_8));
        reader.release(
                reader.soFar().parts().stream()
                        .map(it -> Settled.all(it.part()))
                        .toList(),
                List.of());
        reader.feed((card + end).getBytes(StandardCharsets.UTF_8));
        reader.finish();
        List<Part> parts = reader.soFar().parts().stream().map(PartSoFar::part).toList();

        assertThat(reader.release(parts.stream().map(Settled::all).toList(), gone(parts)))
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("c2ln", "4111")
                .contains("[gone]");
    }
}
