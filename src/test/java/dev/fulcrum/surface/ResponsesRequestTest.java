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

class ResponsesRequestTest {
    private static final String CONVERSATION =
            """
            {"model":"gpt-x","instructions":"be brief","previous_response_id":"resp_0","store":false,"user":"u7",
            "input":[{"role":"user","content":[{"type":"input_text","text":"天气?"},{"type":"input_image","image_url":"x"}]},
            {"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"hm"}]},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"let me"},{"type":"refusal","refusal":"no"}]},
            {"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"m\\":\\"a@b.cd\\"}"},
            {"type":"custom_tool_call","call_id":"c2","name":"sql","input":"select"},
            {"type":"function_call_output","call_id":"c1","output":"rain"},
            {"type":"custom_tool_call_output","call_id":"c2","output":[{"type":"input_text","text":"rows"}]},
            {"type":"item_reference","id":"i"},
            {"role":"user","content":"and?"}],
            "tools":[{"type":"function","name":"weather","description":"tells","parameters":{"type":"object"}},{"type":"web_search"}]}""";

    private final OpenAiResponses responses = new OpenAiResponses(32);

    private SurfaceRequest read(String body) throws UnreadableRequest {
        return responses.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String edited(SurfaceRequest request, List<TextEdit> edits, String... instructions) {
        return new String(request.edited(edits, List.of(instructions), Optional.empty()), StandardCharsets.UTF_8);
    }

    @Test
    void everyItemIsRead_whenTheConversationHasAllKinds() throws Exception {
        SurfaceRequest request = read(CONVERSATION);

        assertThat(request.messages())
                .containsExactly(
                        new Message("system", "be brief", 0, true),
                        new Message("user", "天气?", 1, true),
                        new Message("assistant", "let me\nno", 2, false),
                        new Message("tool", "rain", 3, true),
                        new Message("tool", "rows", 4, true),
                        new Message("user", "and?", 6, true));
        assertThat(request.toolCalls())
                .containsExactly(
                        new ToolCall("weather", "{\"m\":\"a@b.cd\"}", 0, false),
                        new ToolCall("sql", "select", 1, false));
        assertThat(request.toolResults())
                .containsExactly(new ToolResult("c1", "rain", 3), new ToolResult("c2", "rows", 4));
        assertThat(request.parts()).contains(new Part(Part.REASONING, "assistant", 2, false, "hm"));
        assertThat(request.parts())
                .filteredOn(Part::unreadable)
                .containsExactly(
                        Part.unreadable(Part.REFERENCE, "user", 7, true),
                        Part.unreadable(Part.IMAGE, "user", 1, true),
                        Part.unreadable(Part.REFERENCE, "user", 5, true));
        assertThat(request.parts())
                .contains(
                        new Part(Part.TOOL_DEFINITION, "developer", 0, false, "weather\ntells\n{\"type\":\"object\"}"));
        assertThat(request.subjectKey()).isEqualTo("u7");
    }

    @Test
    void onlyTheEditChanges_whenArgumentsAreRedacted() throws Exception {
        SurfaceRequest request = read(CONVERSATION);
        Part call = request.parts().stream()
                .filter(part -> part.kind().equals(Part.TOOL_CALL))
                .findFirst()
                .orElseThrow();

        assertThat(edited(request, List.of(new TextEdit(call, new Span(6, 12), "[m]"))))
                .isEqualTo(CONVERSATION.replace("a@b.cd", "[m]"));
    }

    @Test
    void instructionIsAppended_whenThereAreInstructions() throws Exception {
        assertThat(edited(read(CONVERSATION), List.of(), "Be kind."))
                .isEqualTo(CONVERSATION.replace("be brief", "be brief\\n\\nBe kind."));
        assertThat(edited(read("{\"model\":\"m\",\"instructions\":null,\"input\":\"hi\"}"), List.of(), "A"))
                .isEqualTo("{\"model\":\"m\",\"instructions\":\"A\",\"input\":\"hi\"}");
    }

    @Test
    void instructionJoinsTheDevelopersItem_whenTheInputBeginsWithOne() throws Exception {
        String written =
                "{\"model\":\"m\",\"input\":[{\"role\":\"developer\",\"content\":\"d\"},{\"role\":\"user\",\"content\":\"u\"}]}";
        String parts = written.replace("\"d\"", "[{\"type\":\"input_text\",\"text\":\"d\"}]");

        assertThat(edited(read(written), List.of(), "A", "B"))
                .isEqualTo(written.replace("\"d\"", "\"d\\n\\nA\\n\\nB\""));
        assertThat(edited(read(parts), List.of(), "A"))
                .isEqualTo(parts.replace("\"d\"}]", "\"d\"},{\"type\":\"input_text\",\"text\":\"A\"}]"));
        assertThat(edited(read(written.replace("developer", "user")), List.of(), "A"))
                .isEqualTo("{\"instructions\":\"A\","
                        + written.replace("developer", "user").substring(1));
    }

    @Test
    void inputIsTheUsers_whenItIsOneString() throws Exception {
        SurfaceRequest request = read("{\"model\":\"m\",\"input\":\"您好\"}");

        assertThat(request.messages()).containsExactly(new Message("user", "您好", 0, true));
        assertThat(request.language()).isEqualTo("zh");
    }

    @Test
    void placeIsTold_whenTheRequestCannotBeRead() {
        assertThatThrownBy(() -> read("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"text\":7}]}]}"))
                .isInstanceOfSatisfying(
                        UnreadableRequest.class, e -> assertThat(e.param()).isEqualTo("input[0].content[0].text"));
        assertThatThrownBy(() -> read("{\"model\":\"m\",\"input\":7}")).isInstanceOf(UnreadableRequest.class);
        assertThatThrownBy(() -> read("{\"model\":\"m\",\"input\":[{\"content\":\"x\"}]}"))
                .isInstanceOf(UnreadableRequest.class);
    }
}
