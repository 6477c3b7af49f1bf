package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatRequestEditTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChatCompletions chat = new ChatCompletions(32);

    private SurfaceRequest read(String body) throws UnreadableRequest {
        return chat.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String edited(SurfaceRequest request, List<TextEdit> edits) {
        return new String(request.edited(edits, List.of(), Optional.empty()), StandardCharsets.UTF_8);
    }

    private static TextEdit replace(Part part, String text, String replacement) {
        int start = part.text().indexOf(text);
        return new TextEdit(part, new Span(start, start + text.length()), replacement);
    }

    @Test
    void replacementStandsInTheFirstPiece_whenAPhraseIsSplitOverTwo() throws UnreadableRequest {
        SurfaceRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"say open\"},{\"type\":\"text\",\"text\":\"sesame now\"}]}]}");

        String body = edited(request, List.of(replace(request.parts().get(0), "open\nsesame", "[x]")));

        assertThat(body).contains("\"text\":\"say [x]\"").contains("\"text\":\" now\"");
    }

    @Test
    void wholeCharactersGo_whenASpanCutsASurrogatePair() throws UnreadableRequest {
        SurfaceRequest request =
                read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud83d\\ude00b\"}]}");
        Part part = request.parts().get(0);

        assertThat(edited(request, List.of(new TextEdit(part, new Span(1, 2), "-"))))
                .contains("\"a-b\"");
        assertThat(edited(request, List.of(new TextEdit(part, new Span(2, 3), "-"))))
                .contains("\"a-b\"");
    }

    @Test
    void unionGoes_whenEditsOverlap() throws UnreadableRequest {
        SurfaceRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"abcdef\"}]}");
        Part part = request.parts().get(0);
        TextEdit late = new TextEdit(part, new Span(2, 5), "2");
        TextEdit early = new TextEdit(part, new Span(1, 3), "1");

        assertThat(edited(request, List.of(late, early))).contains("\"a12f\"");
    }

    @Test
    void argumentsRefusalsAndSchemasChange_whenTheyAreEdited() throws Exception {
        SurfaceRequest request = read(
                """
                {"model":"m","messages":[{"role":"assistant","content":"ok","refusal":"secret no",
                "tool_calls":[{"function":{"name":"f","arguments":"{\\"mail\\":\\"a@b.c\\"}"}}]}],
                "tools":[{"type":"function","function":{"name":"f","description":"call a@b.c",
                "parameters":{"a@b.c":"\\u0061@b.c","const":4111111111111111}}}]}""");
        List<Part> parts = request.parts();

        JsonNode body = MAPPER.readTree(edited(
                request,
                List.of(
                        replace(parts.get(0), "secret", "[s]"),
                        replace(parts.get(1), "a@b.c", "[m]"),
                        new TextEdit(
                                parts.get(2), new Span(0, parts.get(2).text().length()), "[all]"))));

        JsonNode message = body.at("/messages/0");
        assertThat(message.get("content").textValue()).isEqualTo("ok");
        assertThat(message.get("refusal").textValue()).isEqualTo("[s] no");
        assertThat(message.at("/tool_calls/0/function/arguments").textValue()).isEqualTo("{\"mail\":\"[m]\"}");
        assertThat(body.at("/tools/0/function").toString())
                .startsWith("{\"name\":\"[all]\",\"description\":\"\",\"parameters\":")
                .doesNotContain("a@b.c")
                .doesNotContain("4111");
    }

    @Test
    void schemaStringsChange_whenOneOfThemIsEdited() throws Exception {
        SurfaceRequest request =
                read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"functions\":"
                        + "[{\"name\":\"f\",\"parameters\":{\"k\" : \"mail a@b.c\", \"max\":4111, \"q\":\"\\\"\"}}]}");
        Part definition = request.parts().get(1);

        String body = edited(request, List.of(replace(definition, "a@b.c", "[m]"), replace(definition, "4111", "[n]")));

        assertThat(body).contains("{\"k\" : \"mail [m]\", \"max\":\"[n]\", \"q\":\"\\\"\"}");
    }

    private String instructed(String messages, List<TextEdit> edits, String... texts) throws UnreadableRequest {
        String head = "{\"model\":\"m\",\"messages\":[";
        byte[] body = read(head + messages + "]}").edited(edits, List.of(texts), Optional.empty());
        String edited = new String(body, StandardCharsets.UTF_8);
        assertThat(edited).startsWith(head).endsWith("]}");
        return edited.substring(head.length(), edited.length() - 2);
    }

    @Test
    void instructionsJoinTheLeadingMessage_whenThereIsOne() throws Exception {
        String user = ",{\"role\":\"user\",\"content\":\"u\"}";
        String other = " {\"role\":\"system\",\"content\":\"s\"} ";

        assertThat(instructed(other + user, List.of(), "请用中文 \"回答\"", "two"))
                .isEqualTo(" {\"role\":\"system\",\"content\":\"s\\n\\n请用中文 \\\"回答\\\"\\n\\ntwo\"} " + user);
        assertThat(instructed(other + ",{\"content\":\"d\",\"role\":\"developer\"}" + user, List.of(), "i"))
                .isEqualTo(other + ",{\"content\":\"d\\n\\ni\",\"role\":\"developer\"}" + user);
        assertThat(instructed(
                        "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"s\"}]}" + user,
                        List.of(),
                        "i"))
                .isEqualTo("{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"s\"},"
                        + "{\"type\":\"text\",\"text\":\"i\"}]}" + user);
        assertThat(instructed("{\"role\":\"system\",\"content\":[]}" + user, List.of(), "i"))
                .isEqualTo("{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"i\"}]}" + user);
        assertThat(instructed("{\"role\":\"system\",\"content\":null}" + user, List.of(), "i"))
                .isEqualTo("{\"role\":\"system\",\"content\":\"i\"}" + user);
        assertThat(instructed("{\"role\":\"system\"}" + user, List.of(), "i"))
                .isEqualTo("{\"content\":\"i\",\"role\":\"system\"}" + user);
        assertThat(instructed("{\"role\":\"system\",\"content\":\"\"}" + user, List.of(), "i"))
                .isEqualTo("{\"role\":\"system\",\"content\":\"i\"}" + user);
    }

    @Test
    void instructionsFollowWhatIsLeft_whenTheLeadingMessageIsRedactedToo() throws Exception {
        String messages =
                "{\"role\":\"system\",\"content\":\"mail a@b.c now\"},{\"role\":\"user\",\"content\":\"a@b.c\"}";
        List<Part> parts =
                read("{\"model\":\"m\",\"messages\":[" + messages + "]}").parts();
        List<TextEdit> edits = List.of(replace(parts.get(0), "a@b.c", "[m]"), replace(parts.get(1), "a@b.c", "[n]"));

        assertThat(instructed(messages, edits, "i"))
                .isEqualTo(
                        "{\"role\":\"system\",\"content\":\"mail [m] now\\n\\ni\"},{\"role\":\"user\",\"content\":\"[n]\"}");
    }

    @Test
    void instructionsComeFirst_whenThereIsNoSystemMessage() throws Exception {
        SurfaceRequest request = read("{\"messages\":[\n{\"role\":\"user\",\"content\":\"u\"}],\"model\":\"m\"}");

        String body =
                new String(request.edited(List.of(), List.of("i", "j"), Optional.of("m")), StandardCharsets.UTF_8);

        assertThat(body)
                .isEqualTo("{\"messages\":[{\"role\":\"system\",\"content\":\"i\\n\\nj\"},\n"
                        + "{\"role\":\"user\",\"content\":\"u\"}],\"model\":\"m\"}");
    }

    @Test
    void editIsRefused_whenItIsNotOfThisRequest() throws UnreadableRequest {
        SurfaceRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"abc\"}]}");
        TextEdit foreign = new TextEdit(new Part(Part.MESSAGE, "user", 0, true, "xyz"), new Span(0, 1), "");
        TextEdit behind = new TextEdit(request.parts().get(0), new Span(2, 4), "");

        assertThatThrownBy(() -> edited(request, List.of(foreign))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edited(request, List.of(behind))).isInstanceOf(IllegalArgumentException.class);
    }
}
