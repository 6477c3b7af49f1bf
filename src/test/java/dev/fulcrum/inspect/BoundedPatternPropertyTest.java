package dev.fulcrum.inspect;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Patterns whose matches have a longest, in text without the end of any sentence: it goes piece by piece, and nothing is seen otherwise than in the whole. */
class BoundedPatternPropertyTest {
    private static final List<String> EXPRESSIONS = List.of(
            "[ab]{2,5}c?",
            "(^|[^x])a{1,3}b",
            "\\ba.{0,6}b\\b",
            "a(b|bc)(c|d){0,4}",
            "(a|ab|abc){1,3}(d|x)?",
            "[^c]{20,40}c",
            "\\Bc.{3}?",
            "(🙂|b){1,4} ?a",
            "x{1,3}",
            "(?i)A[a-d ]{0,100}X",
            "a[^.!?\\n]*d",
            "\\w+ \\w+",
            "(^|[^x])[ab]+(x[ab]*)*",
            "[a-d]{2,}1?");
    private static final List<List<String>> PHRASES =
            List.of(List.of(), List.of("ca"), List.of("b a", "xx"), List.of("needle"), List.of("dab", "needle", "a"));
    private static final String[] PIECES = {
        "a", "a", "b", "b", "c", "d", "x", " ", " ", "ab", "xx", "🙂", "needle", "ca dab", "。", "1"
    };

    @Property(tries = 6000, seed = "20261127")
    void sameIsSeenAsInTheWhole_whereMatchesHaveALongest(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lexicon.Pattern> patterns = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> when = PHRASES.get(random.nextInt(PHRASES.size()));
            List<String> with = when.isEmpty() ? List.of() : PHRASES.get(random.nextInt(PHRASES.size()));
            patterns.add(new Lexicon.Pattern(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())), when, with));
        }
        List<Lexicon.Entry> entries =
                List.of(new Lexicon.Entry("test.bounded", 0.8, List.of(), patterns, "bounded.yaml", 1));
        Automaton.Builder automaton = new Automaton.Builder();
        Detector detector = asItCame(PatternDetector.of(entries, automaton));
        Set<String> kinds = Set.of("test.bounded");
        Watch watch = new Watch(List.of(new Watch.Post(detector, kinds)), kinds);
        Inspection inspection = new Inspector(
                () -> 1,
                automaton.build(),
                watch,
                new TextMemory(0),
                Outside.of(List.of(), kinds),
                () -> LookTime.ENDLESS);
        new GrownText(inspection, text(random)).assertSeenAsWhole(random.nextInt(4), () -> 1 + random.nextInt(40));
    }

    /** Reads no text in another way: what matches in random letters there depends on where reading began. */
    private static Detector asItCame(Detector patterns) {
        return new Detector() {
            @Override
            public void detect(Reading reading, Sightings sightings) {
                patterns.detect(reading, sightings);
            }

            @Override
            public int settled(Reading reading) {
                return patterns.settled(reading);
            }

            @Override
            public int from(String text, int settled) {
                return patterns.from(text, settled);
            }
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(600);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
