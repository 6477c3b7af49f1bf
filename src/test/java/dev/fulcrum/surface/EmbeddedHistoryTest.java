package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedHistoryTest {
    private static final Surface CHAT = new ChatCompletions(32);
    private static final Surface RESPONSES = new OpenAiResponses(32);
    private static final Surface MESSAGES = new AnthropicMessages(32);

    private static final String JSON = "\"{\\\"to\\\": \\\"anna\\\\u0040corp.example\\\", \\\"card\\\": 4111}\"";
    private static final String AFTER = "\"{\\\"to\\\": \\\"[gone]\\\", \\\"card\\\": \\\"[gone]\\\"}\"";

    static List<Arguments> histories() {
        return List.of(
                Arguments.of(
                        CHAT,
                        Part.TOOL_CALL,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":@}}]}]}"),
                Arguments.of(
                        CHAT,
                        Part.TOOL_CALL,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":null,\"function_call\":"
                                + "{\"name\":\"f\",\"arguments\":@}}]}"),
                Arguments.of(
                        CHAT,
                        Part.TOOL_RESULT,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":@}]}"),
                Arguments.of(
                        CHAT,
                        Part.TOOL_RESULT,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":["
                                + "{\"type\":\"text\",\"text\":\"here:\"},{\"type\":\"text\",\"text\":@}]}]}"),
                Arguments.of(
                        CHAT, Part.MESSAGE, "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":@}]}"),
                Arguments.of(
                        RESPONSES,
                        Part.TOOL_CALL,
                        "{\"model\":\"m\",\"input\":[{\"type\":\"function_call\",\"call_id\":\"t\",\"name\":\"f\",\"arguments\":@}]}"),
                Arguments.of(
                        RESPONSES,
                        Part.TOOL_RESULT,
                        "{\"model\":\"m\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"t\",\"output\":@}]}"),
                Arguments.of(
                        MESSAGES,
                        Part.TOOL_RESULT,
                        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                                + "\"tool_use_id\":\"t\",\"content\":[{\"type\":\"text\",\"text\":@}]}]}]}"));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void jsonInAStringIsReadAndStaysJson_whenItIsEdited(Surface surface, String kind, String body)
            throws UnreadableRequest {
        SurfaceRequest request = surface.read(body.replace("@", JSON).getBytes(StandardCharsets.UTF_8));
        Part part = request.parts().stream()
                .filter(it -> it.kind().equals(kind) && it.text().contains("4111"))
                .findFirst()
                .orElseThrow();
        int mail = part.text().indexOf("anna@corp.example");
        int card = part.text().indexOf("4111");

        byte[] edited = request.edited(
                List.of(
                        new TextEdit(part, new Span(mail, mail + 17), "[gone]"),
                        new TextEdit(part, new Span(card, card + 4), "[gone]")),
                List.of(),
                Optional.empty());

        assertThat(edited).asString(StandardCharsets.UTF_8).isEqualTo(body.replace("@", AFTER));
    }
}
