package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonReaderPropertyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Signs of the grammar, and bytes at the edges of it. */
    private static final String SIGNS = "{}[],:\"\\/0123456789.eE+- \t\u0001";

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

    @Property(tries = 5_000)
    void valuesAreThoseThatJacksonReads_whenBytesAreChangedAndTheTextIsTaken(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] text = spoiled(random, container(random, 0, "{", "}").getBytes(StandardCharsets.UTF_8));
        JsonDocument document;
        try {
            document = reader.read(text, 1, text.length, true);
        } catch (MalformedJson refused) {
            return;
        }

        same(document, 0, STRICT.readTree(text, 1, text.length - 1));
    }

    @Property
    void valuesAreThoseThatJacksonReads_whenAnObjectHasManyKeys(@ForAll long seed) throws Exception {
        String text = plainContainer(new Random(seed), 0);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        same(reader.read(bytes, 0, bytes.length, true), 0, MAPPER.readTree(text));
    }

    /** A byte in front, so that nothing begins at 0, and some of the others dropped, doubled or replaced. */
    private static byte[] spoiled(Random random, byte[] text) {
        ByteArrayOutputStream spoiled = new ByteArrayOutputStream();
        spoiled.write('@');
        int changes = random.nextInt(4);
        int most = Math.max(1, text.length);
        for (byte b : text) {
            boolean change = changes > 0 && random.nextInt(most) < 3;
            changes -= change ? 1 : 0;
            switch (change ? random.nextInt(4) : 3) {
                case 0 -> {}
                case 1 -> spoiled.writeBytes(new byte[] {b, b});
                case 2 ->
                    spoiled.write(
                            random.nextBoolean() ? random.nextInt(256) : SIGNS.charAt(random.nextInt(SIGNS.length())));
                default -> spoiled.write(b);
            }
        }
        return spoiled.toByteArray();
    }

    /** An object whose keys are written as they are, some of them alike. */
    private static String plainContainer(Random random, int depth) {
        StringBuilder text = new StringBuilder("{").append(blanks(random));
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append(blanks(random)).append('"');
            text.append(random.nextBoolean() ? "中".repeat(i) : "key" + i).append('"');
            text.append(blanks(random)).append(':').append(blanks(random));
            boolean deeper = depth < 3 && random.nextInt(20) == 0;
            text.append(deeper ? plainContainer(random, depth + 1) : value(random, 5))
                    .append(blanks(random));
        }
        return text.append('}').toString();
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
