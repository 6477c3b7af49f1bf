package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No match of any expression lies across a barrier of it. */
class BarriersPropertyTest {
    private static final String[] ATOMS = {
        "a",
        "b",
        " ",
        "\\.",
        "!",
        "。",
        "\\n",
        "\\t",
        ".",
        "\\s",
        "\\S",
        "\\d",
        "\\W",
        "[ab]",
        "[.]",
        "[^.]",
        "[^ ]",
        "[^\\s.]",
        "[a.]",
        "[!-/]",
        "[.\\s]",
        "[^\\n!。]",
        "(?s:.)",
        "\\ ",
        "{b",
        "[;-？]",
        "[]!]",
        "？",
        "x"
    };
    private static final String[] TIMES = {"*", "+", "?", "*?", "{0}", "{1}", "{2}", "{0,1}", "{1,3}", "{0,}", "+?"};
    private static final String SIGNS = "ab .. !。\n\t;？x{";

    @Property(tries = 3000, seed = "20261124")
    void noMatchLiesAcross_whateverTheExpressionAndTheText(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String expression = (random.nextInt(3) == 0 ? "(^|" + expression(random, 1) + ")" : "") + expression(random, 3);
        Pattern pattern = Pattern.compile(expression);
        Barriers barriers = Barriers.of(ShapeReader.read(expression), List.of());
        String text = text(random);

        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                if (pattern.matches(text.substring(from, to))) {
                    assertNothingParts(barriers, text, from, to);
                }
            }
        }
    }

    private static void assertNothingParts(Barriers barriers, String text, int from, int to) {
        for (int at = from + 1; at <= to; at++) {
            boolean begins = barriers.start(text, at) == at;
            int first = begins ? barriers.firstMatch(text, at) : -1;
            boolean across = begins && (first < at ? from < first : at < to);
            assertThat(across)
                    .as("the barrier at %d parts the match from %d to %d", at, from, to)
                    .isFalse();
        }
    }

    private static String expression(SplittableRandom random, int depth) {
        StringBuilder expression = new StringBuilder();
        int pieces = 1 + random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            if (i > 0 && random.nextInt(8) == 0) {
                expression.append('|');
            }
            boolean group = depth > 0 && random.nextInt(4) == 0;
            expression.append(
                    group
                            ? (random.nextBoolean() ? "(" : "(?:") + expression(random, depth - 1) + ")"
                            : ATOMS[random.nextInt(ATOMS.length)]);
            if (random.nextInt(3) == 0) {
                expression.append(TIMES[random.nextInt(TIMES.length)]);
            }
        }
        return expression.toString();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
