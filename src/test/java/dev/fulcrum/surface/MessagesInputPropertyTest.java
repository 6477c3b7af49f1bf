package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The input of a tool call is read, and edited, in the same way whether it comes as an object or as the pieces of its JSON. */
class MessagesInputPropertyTest {
    private static final List<String> KEYS = List.of("to", "amount", "你好", "say\"so\"", "list");

    private final AnthropicMessages messages = new AnthropicMessages(32);

    /** The JSON of an object, laid out and escaped at random. */
    private static String object(Random random) {
        StringBuilder json = new StringBuilder("{").append(blanks(random));
        int members = random.nextInt(KEYS.size() + 1);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(blanks(random));
            json.append(SplitText.randomToken(random, KEYS.get(i))).append(blanks(random));
            json.append(':').append(blanks(random)).append(value(random)).append(blanks(random));
        }
        return json.append('}').toString();
    }

    private static String value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "[" + blanks(random) + "true," + blanks(random) + "null" + blanks(random) + "]";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> "{\"in\":" + blanks(random) + "-1.50e3}";
            default -> SplitText.randomToken(random, SplitText.randomText(random, 12));
        };
    }

    private static String blanks(Random random) {
        return new String[] {"", "", " ", "\n  ", "\t"}[random.nextInt(5)];
    }

    private static String stream(Random random, String json) {
        StringBuilder stream = new StringBuilder("data: {\"type\":\"message_start\",\"message\":{}}\n\n"
                + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}\n\n");
        delta(stream, "\"\"");
        for (int at = 0; at < json.length(); ) {
            int end = Math.min(json.length(), at + 1 + random.nextInt(9));
            delta(stream, token(random, json.substring(at, end)));
            at = end;
        }
        return stream.append("data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                        + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n"
                        + "data: {\"type\":\"message_stop\"}\n\n")
                .toString();
    }

    /** A piece may begin or end with half a surrogate pair, which has to be escaped. */
    private static String token(Random random, String piece) {
        boolean halves = Character.isLowSurrogate(piece.charAt(0))
                || Character.isHighSurrogate(piece.charAt(piece.length() - 1));
        return halves
                ? piece.chars()
                        .mapToObj(unit -> String.format("\\u%04x", unit))
                        .collect(Collectors.joining("", "\"", "\""))
                : SplitText.randomToken(random, piece);
    }

    private static void delta(StringBuilder stream, String token) {
        stream.append("data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":")
                .append("{\"type\":\"input_json_delta\",\"partial_json\":")
                .append(token)
                .append("}}\n\n");
    }

    private static String whole(String json) {
        return "{\"type\":\"message\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":" + json
                + "}],\"stop_reason\":\"tool_use\"}";
    }

    private WholeAnswer fed(boolean stream, byte[] bytes) {
        return ChatAnswers.fed(messages.answerReader(stream), bytes, 40);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 500, seed = "20261123")
    void inputIsTheSame_whetherItIsStreamedOrNot(@ForAll long seed) {
        Random random = new Random(seed);
        String json = object(random);
        byte[] events = bytes(stream(random, json));
        WholeAnswer streamed = fed(true, events);
        WholeAnswer whole = fed(false, bytes(whole(json)));
        assertThat(streamed.parts()).isEqualTo(whole.parts());
        assertThat(streamed.toolCalls()).isEqualTo(whole.toolCalls());

        Part input = whole.parts().get(0);
        List<TextEdit> edits = SplitText.randomEdits(random, input);
        byte[] edited = streamed.edited(edits);

        assertThat(fed(true, edited).parts())
                .isEqualTo(fed(false, whole.edited(edits)).parts());
        assertThat(Releasing.released(random, messages, events, edits)).isEqualTo(edited);
        assertThat(Releasing.released(random, messages, events, List.of())).isEqualTo(events);
    }
}
