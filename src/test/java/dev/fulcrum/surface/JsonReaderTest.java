package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fulcrum.surface.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader(12);

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", Problem.EMPTY, ""),
                Arguments.of(" \n", Problem.EMPTY, ""),
                Arguments.of("{", Problem.CUT, ""),
                Arguments.of("{\"a\":[1,", Problem.CUT, "a[1]"),
                Arguments.of("{\"a\":\"x", Problem.CUT, "a"),
                Arguments.of("{\"a\":\"x\\", Problem.CUT, "a"),
                Arguments.of("{\"a\":\"\\u12", Problem.CUT, "a"),
                Arguments.of("{\"a\":\"\\u12g4\"}", Problem.SYNTAX, "a"),
                Arguments.of("{\"a\":\"\\x\"}", Problem.SYNTAX, "a"),
                Arguments.of("{\"a\":\"line\nbreak\"}", Problem.SYNTAX, "a"),
                Arguments.of("{\"a\":NaN}", Problem.SYNTAX, ""),
                Arguments.of("{\"a\":Infinity}", Problem.SYNTAX, ""),
                Arguments.of("{\"a\":01}", Problem.SYNTAX, ""),
                Arguments.of("{'a':1}", Problem.SYNTAX, ""),
                Arguments.of("{\"a\":1,}", Problem.SYNTAX, ""),
                Arguments.of("// note\n{}", Problem.SYNTAX, ""),
                Arguments.of("{} {}", Problem.TRAILING, ""),
                Arguments.of("{}]", Problem.TRAILING, ""),
                Arguments.of("{\"a\":1,\"a\":2}", Problem.DUPLICATE, "a"),
                Arguments.of("{\"x\":[0,{\"a\":1,\"\\u0061\":2}]}", Problem.DUPLICATE, "x[1].a"),
                Arguments.of("{\"a\":\"\\ud83d\"}", Problem.SURROGATE, "a"),
                Arguments.of("{\"a\":[\"\\ude00\"]}", Problem.SURROGATE, "a[0]"),
                Arguments.of("{\"a\":\"\\ud83d\\ud83d\\ude00\"}", Problem.SURROGATE, "a"),
                Arguments.of("{\"a\":{\"\\ud83d\":1}}", Problem.SURROGATE, "a"),
                Arguments.of("\ufeff{}", Problem.ENCODING, ""),
                Arguments.of("{\"a\":" + "[".repeat(12) + "]".repeat(12) + "}", Problem.DEPTH, "a" + "[0]".repeat(11)),
                Arguments.of("{\"a\":" + "1".repeat(1001) + "}", Problem.LONG_TOKEN, ""));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void problemAndPathAreTold_whenTextIsMalformed(String text, Problem problem, String path) {
        MalformedJson e = failure(text.getBytes(StandardCharsets.UTF_8));

        assertThat(e.problem()).isEqualTo(problem);
        assertThat(e.path()).isEqualTo(path);
    }

    @Test
    void duplicateIsFound_whenObjectHasManyKeys() {
        StringBuilder text = new StringBuilder("{\"o\":{");
        for (int i = 0; i < 50; i++) {
            text.append("\"k").append(i).append("\":{\"a\":").append(i).append("},");
        }

        MalformedJson e = failure((text + "\"k7\":0}}").getBytes(StandardCharsets.UTF_8));

        assertThat(e.problem()).isEqualTo(Problem.DUPLICATE);
        assertThat(e.path()).isEqualTo("o.k7");
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("overlong slash", new int[] {0xc0, 0xaf}, Problem.ENCODING),
                Arguments.of("overlong in three", new int[] {0xe0, 0x80, 0xaf}, Problem.ENCODING),
                Arguments.of("overlong in four", new int[] {0xf0, 0x80, 0x80, 0xaf}, Problem.ENCODING),
                Arguments.of("lone continuation", new int[] {0x80}, Problem.ENCODING),
                Arguments.of("missing continuation", new int[] {0xe4, 0xb8}, Problem.ENCODING),
                Arguments.of("behind the last plane", new int[] {0xf4, 0x90, 0x80, 0x80}, Problem.ENCODING),
                Arguments.of("byte that never occurs", new int[] {0xff}, Problem.ENCODING),
                Arguments.of("surrogate as CESU-8", new int[] {0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80}, Problem.SURROGATE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void bytesAreRefused_whenTheyAreNotUtf8(String name, int[] units, Problem problem) {
        byte[] text = ("{\"a\":\"" + "?".repeat(units.length) + "\"}").getBytes(StandardCharsets.US_ASCII);
        byte[] key = ("{\"" + "?".repeat(units.length) + "\":1}").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < units.length; i++) {
            text[6 + i] = (byte) units[i];
            key[2 + i] = (byte) units[i];
        }

        assertThat(failure(text).problem()).as(name).isEqualTo(problem);
        assertThat(failure(key).problem()).as("%s in a key", name).isEqualTo(problem);
    }

    @Test
    void otherEncodingsAreRefused_whenJacksonWouldGuessThem() {
        assertThat(failure("{}".getBytes(StandardCharsets.UTF_16LE)).problem()).isEqualTo(Problem.ENCODING);
        assertThat(failure("{}".getBytes(StandardCharsets.UTF_16BE)).problem()).isEqualTo(Problem.ENCODING);
        assertThat(failure("{}".getBytes(StandardCharsets.UTF_16)).problem()).isEqualTo(Problem.ENCODING);
        assertThat(failure(new byte[] {0, 0, 0, '{', 0, 0, 0, '}'}).problem()).isEqualTo(Problem.ENCODING);
    }

    @Test
    void halfPairsPass_whenAStreamMayCutThem() throws MalformedJson {
        byte[] text = "{\"a\":\"\\ud83d\"}".getBytes(StandardCharsets.UTF_8);

        JsonDocument document = reader.read(text, 0, text.length, false);

        assertThat(document.text(document.member(0, "a"))).isEqualTo("\ud83d");
        assertThat(JsonStrings.encode("\ud83d"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("\"\\ud83d\"");
    }

    private MalformedJson failure(byte[] text) {
        return catchThrowableOfType(MalformedJson.class, () -> reader.read(text, 0, text.length, true));
    }
}
