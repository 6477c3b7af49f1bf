package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessagesRequestTest {
    private final AnthropicMessages messages = new AnthropicMessages(32);

    private SurfaceRequest read(String body) throws UnreadableRequest {
        return messages.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String edited(SurfaceRequest request, List<TextEdit> edits, String... instructions) {
        return new String(request.edited(edits, List.of(instructions), Optional.empty()), StandardCharsets.UTF_8);
    }

    private static TextEdit replace(Part part, String text, String replacement) {
        int start = part.text().indexOf(text);
        return new TextEdit(part, new Span(start, start + text.length()), replacement);
    }

    private static final String CONVERSATION =
            """
            {"model":"claude-x","max_tokens":9,"stream":true,"metadata":{"user_id":"u7"},
            "system":[{"type":"text","text":"be"},{"type":"text","text":"brief","cache_control":{"type":"ephemeral"}}],
            "messages":[{"role":"user","content":"天气?"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"let me"},
             {"type":"tool_use","id":"t1","name":"weather","input":{"city":"上海","n":[1,"a@b.cd"]}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"rain"}]},
             {"type":"image","source":{"type":"base64","data":"AA=="}},
             {"type":"document","title":"D","source":{"type":"text","media_type":"text/plain","data":"doc"}},
             {"type":"text","text":"and?"}]}],
            "tools":[{"name":"weather","description":"tells","input_schema":{"type":"object"}}]}""";

    @Test
    void everythingIsRead_whenTheConversationHasAllBlocks() throws Exception {
        SurfaceRequest request = read(CONVERSATION);

        assertThat(request.messages())
                .containsExactly(
                        new Message("system", "be\nbrief", 0, true),
                        new Message("user", "天气?", 1, true),
                        new Message("assistant", "let me", 2, false),
                        new Message("tool", "rain", 3, true),
                        new Message("user", "D\ndoc\nand?", 4, true));
        assertThat(request.toolCalls())
                .containsExactly(new ToolCall("weather", "{\"city\":\"上海\",\"n\":[1,\"a@b.cd\"]}", 0, false));
        assertThat(request.toolResults()).containsExactly(new ToolResult("t1", "rain", 3));
        assertThat(request.parts())
                .extracting(Part::kind)
                .containsExactly(
                        Part.MESSAGE,
                        Part.MESSAGE,
                        Part.REASONING,
                        Part.MESSAGE,
                        Part.TOOL_CALL,
                        Part.TOOL_RESULT,
                        Part.MESSAGE,
                        Part.TOOL_DEFINITION,
                        Part.IMAGE);
        assertThat(request.subjectKey()).isEqualTo("u7");
        assertThat(request.stream()).isTrue();
    }

    @Test
    void inputStaysJson_whenItIsRedacted() throws Exception {
        SurfaceRequest request = read(CONVERSATION);

        assertThat(edited(request, List.of(replace(request.parts().get(4), "a@b.cd", "[\"m\"]"))))
                .isEqualTo(CONVERSATION.replace("\"a@b.cd\"", "\"[\\\"m\\\"]\""));
    }

    @Test
    void instructionIsABlock_whenTheSystemTextIsBlocks() throws Exception {
        assertThat(edited(read(CONVERSATION), List.of(), "Be kind."))
                .isEqualTo(CONVERSATION.replace(
                        "{\"type\":\"ephemeral\"}}]",
                        "{\"type\":\"ephemeral\"}},{\"type\":\"text\",\"text\":\"Be kind.\"}]"));
    }

    @Test
    void instructionFollowsTheSystemText_whenThatIsRedactedToo() throws Exception {
        SurfaceRequest request = read(
                "{\"model\":\"m\",\"system\":\"call a@b.cd\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(edited(request, List.of(replace(request.parts().get(0), "a@b.cd", "[m]")), "One.", "Two."))
                .contains("\"system\":\"call [m]\\n\\nOne.\\n\\nTwo.\"");
    }

    @Test
    void systemTextIsMade_whenThereIsNone() throws Exception {
        assertThat(edited(
                        read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                        List.of(),
                        "A"))
                .isEqualTo("{\"system\":\"A\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void placeIsTold_whenTheRequestCannotBeRead() {
        assertThatThrownBy(
                        () -> read(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":7}]}]}"))
                .isInstanceOfSatisfying(
                        UnreadableRequest.class, e -> assertThat(e.param()).isEqualTo("messages[0].content[0].text"));
        assertThatThrownBy(() -> read("{\"model\":\"m\"}")).isInstanceOf(UnreadableRequest.class);
        assertThatThrownBy(() -> read("{\"model\":\"m\",\"messages\":[{\"role\":\"boss\",\"content\":\"\"}]}"))
                .isInstanceOf(UnreadableRequest.class);
    }
}
