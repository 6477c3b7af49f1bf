package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionBuilderTest {
    private static final String WHEN = "exists Finding( kind == \"topic.refund\" )";
    private static final String THEN = "insert( Block.because( \"no\", \"不行\" ) );";

    @Test
    void builds_whenTheBundleIsSound() {
        Built built = Bundles.build(Bundles.source(Bundles.file(Bundles.rule("request/a", WHEN, THEN)), "request/a"));

        assertThat(built.errors()).isEmpty();
        RuleContract contract = built.revision().orElseThrow().rule("request/a").orElseThrow();
        assertThat(contract.lowers()).containsExactly("business.promise");
        assertThat(contract.raises()).containsExactly("over-refusal");
        assertThat(contract.because()).isEqualTo("因为 it matters");
        assertThat(contract.accepts()).singleElement().satisfies(it -> {
            assertThat(it.limit()).isEqualTo(0.01);
            assertThat(it.window()).hasHours(24);
        });
        assertThat(contract.line()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@owner( \"desk\" ) | | @owner is missing",
                "@lowers( \"business.promise\" ) | | @lowers is missing",
                "@raises( \"over-refusal\" ) | | @raises is missing",
                "@owner( \"desk\" ) | @owner( \"desk\" ) @owner( \"x\" ) | stands twice",
                "\"business.promise\" | \"business.promize\" | did you mean `business.promise`?",
                "\"business.promise\" | \"automation\" | which is a price",
                "\"over-refusal\" | \"compliance.privacy\" | which is a harm",
                "over-refusal <= 1% over 24h | over-refusal < 1% | is not a limit",
                "over-refusal <= 1% over 24h | automation <= 1% over 24h | which @raises does not name",
                "2027-06-30 | June | is not a day",
                "@because | @becuase | not part of a rule's contract",
                "request/a | elsewhere/a | does not begin with a phase",
                "request/a | response/a | belongs to the phase response",
                "exists Finding( kind == \"topic.refund\" ) | exists Finding( score > 0.5 ) | does not say which kind",
                "topic.refund\" | topic.refunt\" | did you mean `topic.refund`?",
                "exists Finding | exists Fact | is not a fact that rules read",
                "exists Finding( kind == \"topic.refund\" ) | Message( text matches \".*x\" ) | stops at the first line feed",
                "exists Finding( kind == \"topic.refund\" ) | eval( true ) | `eval` is not allowed",
                "exists Finding( kind == \"topic.refund\" ) | $m : Message() String() from $m.text() | `from` is not allowed",
                "insert( Block | System.exit( 0 ); insert( Block | does more than to propose",
                "insert( Block.because( \"no\", \"不行\" ) ) | while ( true ) { } | does more than to propose",
                "insert( Block.because( \"no\", \"不行\" ) ) | insert( new Object() ) | `Object` reaches beyond",
                "insert( Block.because( \"no\", \"不行\" ) ) | insert( Flag.as( System.getenv( \"X\" ) ) ) | `System` reaches beyond",
                "insert( Block.because( \"no\", \"不行\" ) ) | insert( Flag.as( \"x\" + Runtime.version() ) ) | `Runtime` reaches beyond",
                "insert( Block.because( \"no\", \"不行\" ) ) | insert( \"text\" ) | is not a proposal",
                "insert( Block.because( \"no\", \"不行\" ) ) | insert( Handoff.to( \"welth\" ) ) | did you mean `wealth`?",
                "when | salience 10 when | `salience` is not allowed",
                "rule \"request/a\" | global String x; rule \"request/a\" | `global x` is not allowed",
                "rule \"request/a\" | import java.io.File; rule \"request/a\" | imports java.io.File",
                "exists Finding | exists Finding( ( | test.drl",
            })
    void refusesWithFileAndLine_whenARuleBreaksItsContract(String part, String broken, String expected) {
        String text = Bundles.file(Bundles.rule("request/a", WHEN, THEN));
        assertThat(text).contains(part);
        Built built = Bundles.build(Bundles.source(text.replace(part, broken == null ? "" : broken), "request/a"));

        assertThat(built.revision()).isEmpty();
        assertThat(built.errors())
                .anySatisfy(problem -> assertThat(problem.toString()).contains(expected))
                .allSatisfy(problem -> assertThat(problem.file()).startsWith("request/test."))
                .anySatisfy(problem -> assertThat(problem.line()).isPositive());
    }

    @Test
    void namesEveryFault_whenThereAreSeveral() {
        String first = Bundles.rule("request/a", WHEN, THEN).replace("@owner( \"desk\" )", "");
        String second = Bundles.rule("request/b", WHEN, "insert( 1 );");

        Built built = Bundles.build(Bundles.source(Bundles.file(first, second), "request/a"));

        assertThat(built.errors()).extracting(Problem::what).anyMatch(it -> it.contains("@owner is missing"));
        assertThat(built.errors()).extracting(Problem::what).anyMatch(it -> it.contains("is not a proposal"));
        assertThat(built.errors()).extracting(Problem::what).contains("has no firing case", "has no silent case");
    }

    @Test
    void refuses_whenTwoRulesShareAName() {
        String rule = Bundles.rule("request/a", WHEN, THEN);
        TreeMap<String, String> files = new TreeMap<>();
        files.put("request/one.drl", Bundles.file(rule));
        files.put("request/two.drl", Bundles.file(rule));

        Built built = Bundles.build(Bundles.source(files, Bundles.cases("request/a")));

        assertThat(built.errors()).singleElement().satisfies(it -> assertThat(it.what())
                .contains("stands already in request/one.drl:3"));
    }

    @Test
    void refuses_whenACaseSurprises() {
        BundleSource source = Bundles.source(
                new TreeMap<>(Map.of("request/test.drl", Bundles.file(Bundles.rule("request/a", WHEN, THEN)))),
                List.of(
                        Bundles.example("request/a", true, "no such word"),
                        Bundles.example("request/a", false, "hello")));

        Built built = Bundles.build(source);

        assertThat(built.revision()).isEmpty();
        assertThat(built.errors()).singleElement().satisfies(it -> {
            assertThat(it.what()).contains("stayed silent");
            assertThat(it.line()).isEqualTo(3);
        });
    }

    @Test
    void refusalsAreCounted_whenACaseHasAHistory() {
        String rule = Bundles.rule("request/a", "exists Conversation( refusals >= 1 )", THEN);

        Built built = Bundles.build(Bundles.source(
                new TreeMap<>(Map.of("request/test.drl", Bundles.file(rule))),
                List.of(answered(true), answered(false))));

        assertThat(built.errors()).isEmpty();
        assertThat(built.cases()).extracting(CaseResult::fired).containsExactly(true, false);
    }

    /** An example in which the model has said no, or yes. */
    private static RuleCase answered(boolean refused) {
        RuleCase example = Bundles.example("request/a", refused, "And now?");
        return new RuleCase(
                example.rule(),
                example.name(),
                example.fires(),
                List.of(
                        new RuleCase.Turn("user", "May I?"),
                        new RuleCase.Turn("assistant", refused ? "No." : "Yes."),
                        new RuleCase.Turn("user", "And now?")),
                List.of(),
                List.of(),
                example.answer(),
                example.setting(),
                List.of(),
                example.file(),
                example.line());
    }

    @Test
    void refuses_whenACaseStatesWhatIsFoundHere() {
        RuleCase plain = Bundles.example("request/a", false, "hello");
        RuleCase stating = new RuleCase(
                plain.rule(),
                plain.name(),
                true,
                plain.history(),
                plain.tools(),
                plain.attempts(),
                plain.answer(),
                plain.setting(),
                List.of(new RuleCase.Stated("topic.refund", 1, "user")),
                plain.file(),
                plain.line());
        BundleSource source = Bundles.source(
                new TreeMap<>(Map.of("request/test.drl", Bundles.file(Bundles.rule("request/a", WHEN, THEN)))),
                List.of(stating, plain));

        assertThat(Bundles.build(source).errors()).singleElement().satisfies(it -> assertThat(it.toString())
                .contains("request/test.cases.yaml:3")
                .contains("states a finding of `topic.refund`, which is no kind that is found outside"));
    }

    @Test
    void warnsButBuilds_whenAReviewIsDue() {
        String text = Bundles.file(Bundles.rule("request/a", WHEN, THEN)).replace("2027-06-30", "2025-01-31");

        Built built = Bundles.build(Bundles.source(text, "request/a"));

        assertThat(built.revision()).isPresent();
        assertThat(built.warnings()).singleElement().satisfies(it -> assertThat(it.what())
                .contains("2025-01-31"));
    }

    @Test
    void refusesItsAbsence_whenAKindIsInferred() {
        String infers =
                """
                rule "request/vip"
                  @owner( "desk" )
                  @because( "stock owners are important" )
                  @infers( "topic.vip" )
                when
                  $f : Finding( kind == "topic.stock" )
                then
                  insert( Finding.inferred( "topic.vip", $f.part(), 0.9 ) );
                end
                """;
        String positive = Bundles.rule("request/a", "exists Finding( kind == \"topic.vip\" )", THEN);
        String negative = Bundles.rule("request/b", "not Finding( kind == \"topic.vip\" ) Exchange()", THEN);

        assertThat(Bundles.build(Bundles.source(Bundles.file(infers, positive), "request/vip", "request/a"))
                        .errors())
                .isEmpty();
        assertThat(Bundles.build(Bundles.source(Bundles.file(infers, negative), "request/vip", "request/b"))
                        .errors())
                .anySatisfy(it -> assertThat(it.what()).contains("depends on firing order"));
    }

    @Test
    void keepsRulesApart_whenBundlesAreBuiltAtTheSameTime() throws InterruptedException {
        Thread[] threads = new Thread[8];
        String[] seen = new String[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                String id = "request/rule-" + number;
                seen[number] = Bundles.build(Bundles.source(Bundles.file(Bundles.rule(id, WHEN, THEN)), id))
                        .errors()
                        .toString();
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).containsOnly("[]");
    }
}
