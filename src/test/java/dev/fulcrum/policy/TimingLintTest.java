package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingLintTest {
    private static final String BLOCK = "insert( Block.because( \"Redact.of nothing\" ) );";
    private static final String REDACT = "insert( Redact.of( $f ) );";
    private final TimingLint lint = new TimingLint(Set.of("answer.refusal"));

    private static RuleText rule(String when, String then) {
        TreeMap<String, String> drl = new TreeMap<>();
        drl.put("response/test.drl", Bundles.file(Bundles.rule("response/a", when, then)));
        Problems problems = new Problems();
        List<RuleText> rules = DrlFile.rules(new DrlReader(problems).read(drl));
        assertThat(problems.errors()).isEmpty();
        return rules.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exists Finding( kind == \"a.b\", score >= 0.8, count > 2, part.kind == \"choice\" )",
                "Finding( kind == \"a.b\" || kind == \"a.c\", $choice : part ) exists Finding( kind == \"a.d\", part == $choice )",
                "exists Finding( kind in ( \"a.b\", \"a.c\" ) ) not ToolResult() exists Desk( name == \"x\", open )",
                "Exchange( language == \"zh\" ) ( exists Finding( kind == \"a.b\" ) or exists Finding( kind == \"a.c\" ) )"
            })
    void blockIsDecidedWhileTheAnswerComes_whenMoreTextCanOnlyConfirmIt(String when) {
        assertThat(lint.whole(rule(when, BLOCK))).isEmpty();
        assertThat(lint.timing(rule(when, BLOCK))).isEqualTo(Timing.WINDOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exists Finding( kind == \"answer.refusal\" )",
                "exists Finding( kind == \"a.b\" ) not Finding( kind == \"a.c\" )",
                "exists Finding( kind == \"a.b\", count < 3 )",
                "exists Finding( kind == \"a.b\", count == 1 )",
                "exists Finding( kind == \"a.b\", part.text.length < 9 )",
                "Answer( complete ) exists Finding( kind == \"a.b\" )",
                "ToolCall() exists Finding( kind == \"a.b\" )",
                "$f : Finding( kind == \"a.b\" ) exists Finding( kind == \"a.c\", count >= $f.count )",
                "accumulate( Finding( kind == \"a.b\", $c : count ); $n : sum( $c ); $n > 3 )"
            })
    void blockNeedsTheWhole_whenMoreTextCouldChangeIt(String when) {
        assertThat(lint.timing(rule(when, BLOCK))).isEqualTo(Timing.WHOLE);
    }

    @Test
    void redactionNeedsTheWhole_whenItWaitsForACountOrAScore() {
        assertThat(lint.timing(rule("$f : Finding( kind == \"a.b\", count >= 2 )", REDACT)))
                .isEqualTo(Timing.WHOLE);
        assertThat(lint.timing(rule("$f : Finding( kind == \"a.b\", score >= 0.5 )", REDACT)))
                .isEqualTo(Timing.WHOLE);
        assertThat(lint.timing(rule("$f : Finding( kind == \"a.b\", part.kind == \"choice\" )", REDACT)))
                .isEqualTo(Timing.WINDOW);
    }

    @Test
    void ruleNeedsTheWhole_whenItPutsSomethingInTheAnswersPlace() {
        assertThat(lint.timing(rule("exists Finding( kind == \"a.b\" )", "insert( Handoff.to( \"wealth\" ) );")))
                .isEqualTo(Timing.WHOLE);
        assertThat(lint.timing(rule("exists Finding( kind == \"a.b\" )", "insert( Answer.with( \"no\" ) );")))
                .isEqualTo(Timing.WHOLE);
    }

    @Test
    void ruleIsDecidedAfterwards_whenItOnlyFlags() {
        assertThat(lint.timing(rule("Answer( complete )", "insert( Flag.as( \"Block.because\" ) );")))
                .isEqualTo(Timing.AFTERWARDS);
    }
}
