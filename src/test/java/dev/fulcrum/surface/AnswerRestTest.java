package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that stand in an answer where few look. */
class AnswerRestTest {
    private static final String SECRET = "anna@corp.example";
    private static final OpenAiResponses RESPONSES = new OpenAiResponses(32);
    private static final AnthropicMessages MESSAGES = new AnthropicMessages(32);

    private static WholeAnswer fed(Surface surface, boolean stream, String body, int step) {
        return ChatAnswers.fed(surface.answerReader(stream), body.getBytes(StandardCharsets.UTF_8), step);
    }

    private static void readAndGone(Surface surface, boolean stream, String body) {
        for (int step : new int[] {1, 1 << 20}) {
            WholeAnswer answer = fed(surface, stream, body, step);
            List<TextEdit> edits = answer.parts().stream()
                    .filter(part -> part.text().contains(SECRET))
                    .map(AnswerRestTest::gone)
                    .toList();

            assertThat(edits).isNotEmpty();
            assertThat(answer.edited(edits)).asString(StandardCharsets.UTF_8).isEqualTo(body.replace(SECRET, "[gone]"));
        }
    }

    private static TextEdit gone(Part part) {
        int at = part.text().indexOf(SECRET);
        return new TextEdit(part, new Span(at, at + SECRET.length()), "[gone]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"audio\":{\"id\":\"a1\",\"transcript\":\"anna@corp.example\"}",
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"anna@corp.example\"}]}]",
                "\"content\":[{\"type\":\"text\",\"text\":\"a\",\"quote\":\"anna@corp.example\"}]",
                "\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"title\":\"anna@corp.example\"}}]",
                "\"reasoning\":{\"text\":\"anna@corp.example\"}",
                "\"reasoning\":\"anna@corp.example\"",
                "\"executed_tools\":[{\"type\":\"search\",\"output\":\"anna@corp.example\"}]",
                "\"never_heard_of\":{\"x\":[[\"anna@corp.example\"]]}",
            })
    void fieldOfAMessageIsRead_whateverItIs(String field) {
        readAndGone(
                new ChatCompletions(32),
                false,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + field
                        + "},\"finish_reason\":\"stop\"}]}");
        readAndGone(
                new ChatCompletions(32),
                true,
                ChatAnswers.chunk(0, "{\"role\":\"assistant\"," + field + "}", null)
                        + ChatAnswers.chunk(0, "{}", "stop") + "data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": write to anna@corp.example\n\n",
                ": write to anna@corp.example\n",
                "id: anna@corp.example\n",
                "news: anna@corp.example\r\n",
                "anna@corp.example\n\n",
            })
    void lineIsRead_whenItIsNoPartOfAnEvent(String line) {
        String stream = ChatAnswers.chunk(0, "{\"content\":\"Hi\"}", null) + line + ChatAnswers.chunk(0, "{}", "stop");
        readAndGone(new ChatCompletions(32), true, stream);

        AnswerReader reader = new ChatCompletions(32).answerReader(true);
        reader.feed(stream.getBytes(StandardCharsets.UTF_8));
        Part said = reader.soFar().parts().get(0).part();
        assertThat(reader.release(List.of(Settled.all(said)), List.of()))
                .asString(StandardCharsets.UTF_8)
                .doesNotContain(SECRET);
    }

    @Test
    void unknownDeltasAreOneText_whenTheyComeInPieces() {
        WholeAnswer answer = ChatAnswers.stream(ChatAnswers.chunk(0, "{\"thought\":\"anna@\"}", null)
                + ChatAnswers.chunk(0, "{\"thought\":\"corp.example\"}", "stop"));

        assertThat(answer.parts()).extracting(Part::text).contains(SECRET);
    }

    @Test
    void soundCannotBeRead_andIdsNeedNot() {
        WholeAnswer answer = ChatAnswers.json(
                "{\"id\":\"chatcmpl-x\",\"object\":\"chat.completion\",\"created\":1700000000,"
                        + "\"model\":\"m\",\"system_fingerprint\":\"fp_1\",\"service_tier\":\"default\",\"usage\":{\"x\":123456},"
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"audio\":{\"id\":\"audio_1\","
                        + "\"data\":\"UklGRg\",\"expires_at\":1700000000,\"transcript\":\"Hi\"}},\"finish_reason\":\"stop\"}]}");

        assertThat(answer.parts()).extracting(Part::kind).containsExactly(Part.CHOICE, Part.AUDIO);
        assertThat(answer.parts()).extracting(Part::text).containsExactly("Hi", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"web_search_call\",\"id\":\"w\",\"action\":{\"type\":\"search\",\"query\":\"anna@corp.example\"}}",
                "{\"type\":\"file_search_call\",\"id\":\"w\",\"queries\":[\"anna@corp.example\"]}",
                "{\"type\":\"file_search_call\",\"id\":\"w\",\"results\":[{\"text\":\"anna@corp.example\"}]}",
                "{\"type\":\"code_interpreter_call\",\"id\":\"w\",\"outputs\":[{\"type\":\"logs\",\"logs\":\"anna@corp.example\"}]}",
                "{\"type\":\"mcp_list_tools\",\"id\":\"w\",\"tools\":[{\"name\":\"f\",\"description\":\"anna@corp.example\"}]}",
                "{\"type\":\"mcp_call\",\"id\":\"w\",\"name\":\"f\",\"arguments\":\"{}\",\"output\":\"anna@corp.example\"}",
                "{\"type\":\"never_heard_of\",\"id\":\"w\",\"x\":{\"y\":\"anna@corp.example\"}}",
                "{\"type\":\"message\",\"id\":\"w\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\",\"annotations\":[{\"title\":\"anna@corp.example\"}]}]}",
            })
    void itemOfResponsesIsRead_whateverItIs(String item) {
        String response = "{\"id\":\"r\",\"object\":\"response\",\"status\":\"completed\",\"output\":[" + item + "]}";
        readAndGone(RESPONSES, false, response);
        readAndGone(
                RESPONSES,
                true,
                "data: {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":" + item + "}\n\n"
                        + "data: {\"type\":\"response.completed\",\"response\":" + response + "}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"title\":\"anna@corp.example\"}]}",
                "{\"type\":\"never_heard_of\",\"x\":\"anna@corp.example\"}",
                "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"query\":\"anna@corp.example\"}}",
                "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[{\"title\":\"anna@corp.example\"}]}",
            })
    void blockOfMessagesIsRead_whateverItIs(String block) {
        readAndGone(
                MESSAGES,
                false,
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[" + block
                        + "],\"stop_reason\":\"end_turn\"}");
        String begin = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}\n\n";
        String end = "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
                + "data: {\"type\":\"message_stop\"}\n\n";
        readAndGone(
                MESSAGES,
                true,
                begin + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}\n\n"
                        + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n" + end);
        readAndGone(MESSAGES, true, begin.replace("[]", "[" + block + "]") + end);
        readAndGone(MESSAGES, true, begin + "event: news\ndata: {\"type\":\"news\",\"x\":" + block + "}\n\n" + end);
    }
}
