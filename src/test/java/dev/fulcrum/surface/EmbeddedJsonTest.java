package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedJsonTest {
    private static final String DONE = "data: [DONE]\n\n";

    private static String quoted(String text) {
        return new String(JsonStrings.encode(text), StandardCharsets.UTF_8);
    }

    private static WholeAnswer called(String arguments) {
        return ChatAnswers.json(
                "{\"choices\":[{\"index\":0,\"message\":{\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":" + quoted(arguments)
                        + "}}]},\"finish_reason\":\"stop\"}]}");
    }

    private static WholeAnswer streamed(String arguments, int step) {
        StringBuilder stream = new StringBuilder();
        for (int at = 0; at < arguments.length(); at += step) {
            String piece = arguments.substring(at, Math.min(arguments.length(), at + step));
            stream.append(ChatAnswers.chunk(
                    0,
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":" + quoted(piece)
                            + "}}]}",
                    null));
        }
        return ChatAnswers.stream(stream + ChatAnswers.chunk(0, "{}", "tool_calls") + DONE);
    }

    private static String argumentsAfter(WholeAnswer answer, String secret) {
        Part part = answer.parts().get(1);
        List<TextEdit> edits = new ArrayList<>();
        for (int at = part.text().indexOf(secret); at >= 0; at = part.text().indexOf(secret, at + 1)) {
            edits.add(new TextEdit(part, new Span(at, at + secret.length()), "[\"gone\"]"));
        }
        assertThat(edits).isNotEmpty();
        String body = new String(answer.edited(edits), StandardCharsets.UTF_8);
        if (!answer.stream()) {
            return new JsonObject(body)
                    .getJsonArray("choices")
                    .getJsonObject(0)
                    .getJsonObject("message")
                    .getJsonArray("tool_calls")
                    .getJsonObject(0)
                    .getJsonObject("function")
                    .getString("arguments");
        }
        StringBuilder joined = new StringBuilder();
        for (String line : body.lines().toList()) {
            if (line.contains("tool_calls\":[")) {
                joined.append(new JsonObject(line.substring(6))
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("delta")
                        .getJsonArray("tool_calls")
                        .getJsonObject(0)
                        .getJsonObject("function")
                        .getString("arguments"));
            }
        }
        return joined.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"to\": \"anna\\u0040corp.example\", \"n\": 1.50}|anna@corp.example|{\"to\": \"[\\\"gone\\\"]\", \"n\": 1.50}",
                "{\"card\":4111111111111111}|4111111111111111|{\"card\":\"[\\\"gone\\\"]\"}",
                "{\"4111\":true,\"b\":[-4111,null]}|4111|{\"[\\\"gone\\\"]\":true,\"b\":[\"-[\\\"gone\\\"]\",null]}",
                "[\"\\uD83D\\uDE00 x\"]|x|[\"😀 [\\\"gone\\\"]\"]",
                "4111|4111|\"[\\\"gone\\\"]\"",
                "{\"a\":\"x\",\"a\":\"s\\u0065cret\"}|secret|{\"a\":\"x\",\"a\":\"[\\\"gone\\\"]\"}",
            })
    void argumentsStayJson_whenTheyAreEdited(String arguments, String secret, String expected) {
        assertThat(argumentsAfter(called(arguments), secret)).isEqualTo(expected);
        for (int step = 1; step <= arguments.length(); step++) {
            assertThat(argumentsAfter(streamed(arguments, step), secret)).isEqualTo(expected);
        }
    }

    @Test
    void jsonInAStringIsRead_whenItStandsInArguments() {
        String inner = "{\"mail\":\"anna\\u0040corp.example\",\"card\":4111}";
        String arguments = "{\"body\":" + quoted(inner) + "}";
        WholeAnswer answer = called(arguments);

        assertThat(answer.parts().get(1).text()).contains("anna@corp.example");
        String after = new JsonObject(argumentsAfter(answer, "4111")).getString("body");
        assertThat(after).isEqualTo("{\"mail\":\"anna\\u0040corp.example\",\"card\":\"[\\\"gone\\\"]\"}");
    }

    @Test
    void escapesAreRead_whenTheArgumentsAreCutOff() {
        WholeAnswer answer = called("{\"to\":\"anna\\u0040corp.example");

        assertThat(answer.parts().get(1).text()).isEqualTo("{\"to\":\"anna@corp.example");
        assertThat(argumentsAfter(answer, "anna@corp.example")).isEqualTo("{\"to\":\"[\\\"gone\\\"]");
    }

    @Test
    void contentStaysJson_whenItIsEdited() {
        String content = "{\"card\": 4111, \"say\": \"a \\\"b\\\"\\nanna\\u0040corp.example\"}";
        WholeAnswer answer = ChatAnswers.json("{\"choices\":[{\"index\":0,\"message\":{\"content\":" + quoted(content)
                + "},\"finish_reason\":\"stop\"}]}");
        Part part = answer.parts().get(0);

        assertThat(new JsonObject(part.text()).getString("say")).isEqualTo("a \"b\"\u2028anna@corp.example");
        int at = part.text().indexOf("anna@corp.example");
        int card = part.text().indexOf("4111");
        byte[] edited = answer.edited(List.of(
                new TextEdit(part, new Span(at, at + 17), "[mail]"),
                new TextEdit(part, new Span(card, card + 4), "[card]")));
        String said = new JsonObject(new String(edited, StandardCharsets.UTF_8))
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
        assertThat(said).isEqualTo("{\"card\": \"[card]\", \"say\": \"a \\\"b\\\"\\n[mail]\"}");
    }

    @Test
    void textFlowsOn_whenItIsNoJsonAfterAll() {
        String stream = ChatAnswers.chunk(0, "{\"content\":\"[\"}", null)
                + ChatAnswers.chunk(0, "{\"content\":\"1] see\"}", null)
                + ChatAnswers.chunk(0, "{\"content\":\" there\"}", null);
        AnswerReader reader = new ChatCompletions(32).answerReader(true);

        reader.feed(stream.getBytes(StandardCharsets.UTF_8));

        Part part = reader.soFar().parts().get(0).part();
        assertThat(part.text()).isEqualTo("[1] see there");
        assertThat(reader.release(List.of(new Settled(part, 7)), List.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(stream.substring(0, stream.lastIndexOf("data:")));
    }
}
