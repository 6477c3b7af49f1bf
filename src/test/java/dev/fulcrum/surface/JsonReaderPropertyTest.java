package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonReaderPropertyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonReader reader = new JsonReader(12);

    @Property(seed = "20261123")
    void everyValueIsWhereItWasWritten_whenBlanksAndEscapesVary(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        String text = blanks(random) + value(random, 0) + blanks(random);
        byte[] padded = ("@@@" + text + "###").getBytes(StandardCharsets.UTF_8);

        JsonDocument document = reader.read(padded, 3, padded.length - 3, true);

        same(document, 0, MAPPER.readTree(text));
    }

    @Property(tries = 200, seed = "20261123")
    void everyBeginningIsCut_whenTheWholeIsValid(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = container(random, 0, "{", "}").getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < text.length; length++) {
            byte[] beginning = Arrays.copyOf(text, length);
            assertThat(failure(beginning).problem())
                    .as(() -> new String(beginning, StandardCharsets.UTF_8))
                    .isEqualTo(Problem.CUT);
        }
    }

    private static void same(JsonDocument document, int node, JsonNode expected) throws Exception {
        String written = document.written(document.start(node), document.end(node));
        assertThat(MAPPER.readTree(written)).isEqualTo(expected);
        assertThat(written).isEqualTo(written.strip());
        if (expected.isTextual()) {
            assertThat(document.text(node)).isEqualTo(expected.textValue());
        }
        int[] children = document.children(node);
        assertThat(children).hasSize(expected.size());
        if (expected.isArray()) {
            for (int i = 0; i < children.length; i++) {
                assertThat(document.position(node, children[i])).isEqualTo(i);
                same(document, children[i], expected.get(i));
            }
        }
        Iterator<Map.Entry<String, JsonNode>> fields = expected.fields();
        for (int i = 0; fields.hasNext(); i++) {
            Map.Entry<String, JsonNode> field = fields.next();
            assertThat(document.name(children[i])).isEqualTo(field.getKey());
            assertThat(document.member(node, field.getKey())).isEqualTo(children[i]);
            same(document, children[i], field.getValue());
        }
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 9)) {
            case 0 -> "true";
            case 1 -> "null";
            case 2 -> new String[] {"0", "-1.50e+3", "12345678901234567890.10", "1E400"}[random.nextInt(4)];
            case 3, 4 -> SplitText.randomToken(random, SplitText.randomText(random, 6));
            case 5, 6 -> container(random, depth, "[", "]");
            default -> container(random, depth, "{", "}");
        };
    }

    private static String container(Random random, int depth, String open, String close) {
        StringBuilder text = new StringBuilder(open).append(blanks(random));
        int count = random.nextInt(random.nextInt(10) == 0 ? 20 : 4);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append(blanks(random));
            if (open.equals("{")) {
                text.append(SplitText.randomToken(random, i + SplitText.randomText(random, 2)))
                        .append(blanks(random))
                        .append(':')
                        .append(blanks(random));
            }
            text.append(value(random, depth + 1)).append(blanks(random));
        }
        return text.append(close).toString();
    }

    private static String blanks(Random random) {
        return new String[] {"", "", " ", "\r\n\t "}[random.nextInt(4)];
    }

    private MalformedJson failure(byte[] text) {
        return catchThrowableOfType(MalformedJson.class, () -> reader.read(text, 0, text.length, true));
    }
}
