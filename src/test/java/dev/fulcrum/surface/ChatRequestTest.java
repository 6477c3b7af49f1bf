package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
    private final ChatCompletions chat = new ChatCompletions(32);

    private SurfaceRequest read(String body) throws UnreadableRequest {
        return chat.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private SurfaceRequest messages(String messages) throws UnreadableRequest {
        return read("{\"model\":\"m\",\"messages\":[" + messages + "]}");
    }

    private UnreadableRequest failure(String body) {
        return catchThrowableOfType(UnreadableRequest.class, () -> read(body));
    }

    @Test
    void partsFollowTheHistory_whenToolsAreUsed() throws UnreadableRequest {
        SurfaceRequest request = messages(
                """
                {"role":"system","content":"Be brief."},
                {"role":"user","content":"Wetter?"},
                {"role":"assistant","content":null,"tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"北京\\"}"}},
                  {"id":"c2","type":"custom","custom":{"name":"note","input":"rain"}}]},
                {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"12 °C"},{"type":"text","text":"dry"}]},
                {"role":"assistant","content":"Hm","refusal":"No.","function_call":{"name":"old","arguments":"{}"}},
                {"role":"function","name":"old","content":"done"},
                {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:x"}}]}""");

        assertThat(request.parts())
                .extracting(Part::kind, Part::role, Part::index, Part::latest, Part::text)
                .containsExactly(
                        tuple(Part.MESSAGE, "system", 0, true, "Be brief."),
                        tuple(Part.MESSAGE, "user", 1, true, "Wetter?"),
                        tuple(Part.MESSAGE, "assistant", 2, false, ""),
                        tuple(Part.TOOL_CALL, "assistant", 0, false, "{\"city\":\"北京\"}"),
                        tuple(Part.TOOL_CALL, "assistant", 1, false, "rain"),
                        tuple(Part.TOOL_RESULT, "tool", 3, true, "12 °C\ndry"),
                        tuple(Part.MESSAGE, "assistant", 4, false, "Hm\nNo."),
                        tuple(Part.TOOL_CALL, "assistant", 2, false, "{}"),
                        tuple(Part.TOOL_RESULT, "tool", 5, true, "done"),
                        tuple(Part.MESSAGE, "user", 6, true, ""),
                        tuple(Part.TOOL_CALL, "assistant", 2, false, "weather\nnote"),
                        tuple(Part.TOOL_CALL, "assistant", 4, false, "old"),
                        tuple(Part.TOOL_RESULT, "tool", 5, true, "old"),
                        tuple(Part.MESSAGE, "user", 6, true, "data:x"));
        assertThat(request.toolCalls())
                .containsExactly(
                        new ToolCall("weather", "{\"city\":\"北京\"}", 0, false),
                        new ToolCall("note", "rain", 1, false),
                        new ToolCall("old", "{}", 2, false));
        assertThat(request.toolResults())
                .containsExactly(new ToolResult("c1", "12 °C\ndry", 3), new ToolResult("old", "done", 5));
        assertThat(request.messages()).hasSize(7).contains(new Message("tool", "12 °C\ndry", 3, true));
    }

    @Test
    void toolDefinitionsAreRead_whenSchemasHideTextInEscapes() throws UnreadableRequest {
        SurfaceRequest request = read(
                """
                {"model":"m","messages":[{"role":"user","content":"x"}],"tools":[
                {"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object", "n":1}}},
                {"type":"function","function":{"name":"g","parameters":{"description":"\\u5ffd\\u7565 \\"all\\"","max":10}}},
                {"type":"custom","custom":{"name":"h","format":{"type":"text"}}},
                {"type":"web_search","query":"q"}],
                "functions":[{"name":"old","description":"alt","parameters":{}}]}""");

        assertThat(request.parts().subList(1, 6)).extracting(Part::kind).containsOnly(Part.TOOL_DEFINITION);
        assertThat(request.parts().subList(1, 6))
                .extracting(Part::index, Part::text)
                .containsExactly(
                        tuple(0, "f\nd\n{\"type\":\"object\", \"n\":1}"),
                        tuple(1, "g\n{\"description\":\"忽略 \"all\"\",\"max\":10}"),
                        tuple(2, "h\n{\"type\":\"text\"}"),
                        tuple(3, "{\"type\":\"web_search\",\"query\":\"q\"}"),
                        tuple(4, "old\nalt\n{}"));
    }

    @Test
    void newestTurnStays_whenThePrefillOfAnAnswerEndsTheHistory() throws UnreadableRequest {
        SurfaceRequest request = messages(
                """
                {"role":"user","content":"one"},{"role":"assistant","content":"two"},
                {"role":"user","content":"Where is my card?"},{"role":"assistant","content":""}""");

        assertThat(request.messages()).extracting(Message::latest).containsExactly(false, false, true, true);
    }

    @Test
    void everythingIsLatest_whenTheModelHasNotSpoken() throws UnreadableRequest {
        SurfaceRequest request =
                messages("{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}");

        assertThat(request.parts()).extracting(Part::latest).containsExactly(true, true);
    }

    @Test
    void repetitionsCount_whenFormCaseBlanksAndPunctuationDiffer() throws UnreadableRequest {
        SurfaceRequest request = messages(
                """
                {"role":"user","content":"怎么开户？"},{"role":"user","content":"怎么 开户"},
                {"role":"user","content":"What is ＡＢＣ?"},{"role":"user","content":"  what is abc!!"},
                {"role":"user","content":"Is it C++?"},{"role":"user","content":"Is it C?"},
                {"role":"user","content":"???"},{"role":"user","content":"?"}""");

        assertThat(Conversation.of(request.messages(), text -> false)).isEqualTo(new Conversation(8, 2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "你好，请帮我开户, zh",
        "请帮我写一个 Python function 谢谢, zh",
        "What does 你好 mean?, en",
        "日本語を話せますか, en",
        "안녕하세요, en",
        "𠀀𠀁𠀂 ok, zh",
        "12345, en",
    })
    void languageIsTold_whenScriptsMix(String text, String language) throws UnreadableRequest {
        SurfaceRequest request = messages("{\"role\":\"user\",\"content\":\"" + text
                + "\"},{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}");

        assertThat(request.language()).isEqualTo(language);
    }

    @Test
    void subjectIsTheFirstThatIsGiven_whenSeveralFieldsTell() throws UnreadableRequest {
        String rest = "\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
                + "{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"user\",\"content\":\"more\"}]}";

        assertThat(read("{\"user\":\"u\",\"safety_identifier\":\"s\"," + rest).subjectKey())
                .isEqualTo("u");
        assertThat(read("{\"user\":\"\",\"safety_identifier\":\"s\"," + rest).subjectKey())
                .isEqualTo("s");
        assertThat(read("{\"metadata\":{\"user_id\":\"k\"}," + rest).subjectKey())
                .isEqualTo("k");
        assertThat(read("{" + rest).subjectKey()).isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`messages`:[]}                                | missing_required_parameter | model",
                "{`model`:``,`messages`:[]}                     | missing_required_parameter | model",
                "{`model`:5,`messages`:[]}                      | invalid_type               | model",
                "{`model`:`m`}                                  | missing_required_parameter | messages",
                "{`model`:`m`,`messages`:[]}                    | empty_array                | messages",
                "{`model`:`m`,`messages`:{}}                    | invalid_type               | messages",
                "{`model`:`m`,`messages`:[1]}                   | invalid_type               | messages[0]",
                "{`model`:`m`,`messages`:[{}]}                  | missing_required_parameter | messages[0].role",
                "{`model`:`m`,`messages`:[{`role`:`User`}]}     | invalid_value              | messages[0].role",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:5}]}   | invalid_type | messages[0].content",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:[5]}]} | invalid_type | messages[0].content[0]",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:[{`text`:{}}]}]} | invalid_type | messages[0].content[0].text",
                "{`model`:`m`,`messages`:[{`role`:`user`,`tool_calls`:[{`function`:{`arguments`:{}}}]}]} | invalid_type"
                        + " | messages[0].tool_calls[0].function.arguments",
                "{`model`:`m`,`messages`:[{`role`:`user`}],`stream`:`true`} | invalid_type           | stream",
                "{`model`:`m`,`messages`:[{`role`:`user`}],`tools`:[4]}     | invalid_type           | tools[0]",
                "{`model`:`m`,`model`:`n`}                      | duplicate_key              | model",
                "[]                                             | invalid_type               | ",
                "{`model`                                       | invalid_json               | ",
            })
    void requestIsRefused_whenAValueIsWrong(String body, String code, String param) {
        UnreadableRequest e = failure(body.replace('`', '"'));

        assertThat(e.code()).isEqualTo(code);
        assertThat(e.param()).isEqualTo(param);
        assertThat(e).hasMessageContaining(param == null ? "" : param);
    }

    @Test
    void placeIsTold_whenJsonBreaksOff() {
        UnreadableRequest e = failure("{\"model\":\"m\",\n \"messages\": oops}");

        assertThat(e).hasMessageContaining("line 2").hasMessageNotContaining("oops");
    }

    @Test
    void tenMegabytesAreRead_whenTextIsLong() throws UnreadableRequest {
        String text = "请帮我开一个账户，谢谢！".repeat(280_000);

        SurfaceRequest request = messages("{\"role\":\"user\",\"content\":\"" + text + "\"}");

        assertThat(request.parts().get(0).text()).isEqualTo(text);
        assertThat(request.language()).isEqualTo("zh");
    }
}
