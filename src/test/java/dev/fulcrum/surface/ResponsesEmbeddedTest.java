package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesEmbeddedTest {
    private static final OpenAiResponses RESPONSES = new OpenAiResponses(32);

    private static final String WHOLE = "{\\\"to\\\":\\\"anna\\\\u0040corp.example\\\",\\\"card\\\":4111}";
    private static final String AFTER = "{\\\"to\\\":\\\"[gone]\\\",\\\"card\\\":\\\"[gone]\\\"}";

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"output_index\":0," + more + "}\n\n";
    }

    private static String item(String arguments) {
        return "{\"id\":\"f1\",\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"pay\",\"arguments\":\""
                + arguments + "\"}";
    }

    private static String ending(String arguments) {
        return event("response.function_call_arguments.done", "\"item_id\":\"f1\",\"arguments\":\"" + arguments + "\"")
                + event("response.output_item.done", "\"item\":" + item(arguments))
                + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\","
                + "\"output\":[" + item(arguments) + "]}}\n\n";
    }

    private static String deltas(String... pieces) {
        StringBuilder stream = new StringBuilder(event("response.output_item.added", "\"item\":" + item("")));
        for (String piece : pieces) {
            stream.append(
                    event("response.function_call_arguments.delta", "\"item_id\":\"f1\",\"delta\":\"" + piece + "\""));
        }
        return stream.toString();
    }

    private static WholeAnswer read(String stream) {
        return ChatAnswers.fed(RESPONSES.answerReader(true), stream.getBytes(StandardCharsets.UTF_8), 50);
    }

    private static TextEdit gone(Part part, String secret) {
        int at = part.text().indexOf(secret);
        return new TextEdit(part, new Span(at, at + secret.length()), "[gone]");
    }

    @Test
    void everyCopyStaysJson_whenArgumentsAreEdited() {
        String stream = deltas("{\\\"to\\\":\\\"anna\\\\u00", "40corp.example\\\",\\\"card\\\":41", "11}");
        WholeAnswer answer = read(stream + ending(WHOLE));
        Part part = answer.parts().get(0);

        assertThat(part.text()).isEqualTo("{\"to\":\"anna@corp.example\",\"card\":4111}");
        byte[] edited = answer.edited(List.of(gone(part, "anna@corp.example"), gone(part, "4111")));
        assertThat(edited)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(deltas("{\\\"to\\\":\\\"[gone]\\\"", ",\\\"card\\\":\\\"[gone]\\\"", "}") + ending(AFTER));
    }

    @Test
    void answerIsRefused_whenTheEndDiffersFromTheDeltas() {
        assertThatThrownBy(() -> read(deltas("{\\\"to\\\":\\\"b\\\"}") + ending(WHOLE)))
                .isInstanceOf(UnreadableAnswer.class)
                .hasMessageContaining("ways that differ");
    }

    private static String item(String type, String name) {
        return "data: {\"type\":\"response.output_item." + type
                + "\",\"output_index\":1,\"item\":{\"type\":\"function_call\","
                + "\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"" + name + "\",\"arguments\":\"{}\"}}\n\n";
    }

    private static String completed(String... names) {
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.length() == 0 ? "" : ",")
                    .append("{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"")
                    .append(name)
                    .append("\",\"arguments\":\"{}\"}");
        }
        return "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r1\",\"status\":\"completed\",\"output\":["
                + items + "]}}\n\n";
    }

    @Test
    void everyNameOfACallIsTold_whenEventsDisagree() {
        assertThat(read(item("added", "ok") + item("done", "pay") + completed("ok"))
                        .toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("ok", "pay");
        assertThat(read(item("added", "ok") + item("done", "ok") + completed("pay"))
                        .toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("ok", "pay");
        assertThat(read(item("added", "ok") + completed("ok", "pay")).toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("ok", "pay");
    }
}
