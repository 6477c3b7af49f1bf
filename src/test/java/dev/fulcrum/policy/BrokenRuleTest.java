package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule throws, or how long it works, is its own error: it has a name, and every other rule is evaluated all the same. */
class BrokenRuleTest {
    private static final String FLAG = "insert( Flag.as( \"seen\" ) );";
    private static final String BLOCK = "insert( Block.because( \"no\" ) );";

    private final PolicyEngine engine = new PolicyEngine(new Watchdog(Duration.ofMillis(250)), 200);

    private static Facts facts(String... texts) {
        return facts(List.of(texts));
    }

    private static Facts facts(List<String> texts) {
        List<Message> messages = IntStream.range(0, texts.size())
                .mapToObj(i -> new Message("user", texts.get(i), i, true))
                .toList();
        return new Facts(
                Bundles.exchange("help-desk", "subject"),
                Conversation.NONE,
                messages,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Circumstances(List.of(), List.of(), List.of()));
    }

    private static List<String> rules(Evaluation evaluation) {
        return evaluation.errors().stream().map(PolicyError::rule).toList();
    }

    private static void raise(String what) {
        switch (what) {
            case "no-such-method" -> throw new NoSuchMethodError("startsWith");
            case "stack" -> endless(0);
            case "class" -> throw new NoClassDefFoundError("gone");
            case "assertion" -> throw new AssertionError("no");
            case "null" -> throw new NullPointerException("no");
            default -> throw new IllegalStateException(what);
        }
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-method", "stack", "class", "assertion", "null", "state"})
    void isTheRulesOwnError_whateverItsConditionThrows(String what) {
        Revision revision = Breaking.revision(
                Map.of("request/broken", () -> raise(what)),
                Map.of(),
                Bundles.rule("request/a", "exists Message( role == \"user\" )", FLAG),
                Bundles.rule("request/broken", "exists Message( role == \"user\", text.startsWith( \"/x\" ) )", BLOCK),
                Bundles.rule("request/z", "$m : Message( role == \"user\" )", FLAG));

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts("one", "two"), rule -> false);

        assertThat(rules(evaluation)).containsExactly("request/broken");
        assertThat(evaluation.fired()).containsExactlyInAnyOrder("request/a", "request/z", "request/z");
        assertThat(evaluation.proposals()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-method", "stack", "class", "assertion", "null", "state"})
    void isTheRulesOwnError_whateverItsConsequenceThrows(String what) {
        Revision revision = Breaking.revision(
                Map.of(),
                Map.of("request/broken", () -> raise(what)),
                Bundles.rule("request/broken", "exists Message()", BLOCK),
                Bundles.rule("request/z", "exists Message()", FLAG));

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts("one"), rule -> false);

        assertThat(rules(evaluation)).containsExactly("request/broken");
        assertThat(evaluation.proposals())
                .singleElement()
                .satisfies(it -> assertThat(it.rule().id()).isEqualTo("request/z"));
    }

    @Test
    void eachHasItsError_whenSeveralBreak() {
        Revision revision = Breaking.revision(
                Map.of("request/a", () -> raise("stack"), "request/c", () -> raise("null")),
                Map.of(),
                Bundles.rule("request/a", "exists Message()", BLOCK),
                Bundles.rule("request/b", "exists Message()", FLAG),
                Bundles.rule("request/c", "not Message( text in ( \"x\", \"y\" ) )", BLOCK));

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts("one"), rule -> false);

        assertThat(rules(evaluation)).containsExactlyInAnyOrder("request/a", "request/c");
        assertThat(evaluation.fired()).containsExactly("request/b");
    }

    @Test
    void isNotEvaluated_whenItIsOff() {
        AtomicInteger evaluated = new AtomicInteger();
        Revision revision = Breaking.revision(
                Map.of("request/off", () -> {
                    evaluated.incrementAndGet();
                    raise("stack");
                }),
                Map.of(),
                Bundles.rule("request/off", "not Message( text in ( \"x\", \"y\" ) )", BLOCK),
                Bundles.rule("request/on", "exists Message()", FLAG));

        Evaluation off = engine.evaluate(revision, Phase.REQUEST, facts("one"), "request/off"::equals);
        assertThat(off.errors()).isEmpty();
        assertThat(off.fired()).containsExactly("request/on");
        assertThat(evaluated).hasValue(0);

        assertThat(rules(engine.evaluate(revision, Phase.REQUEST, facts("one"), rule -> false)))
                .containsExactly("request/off");
    }

    @Test
    void isTakenOut_whenItBreaksAgainAndAgain() {
        AtomicInteger evaluated = new AtomicInteger();
        Revision revision = Breaking.revision(
                Map.of("request/broken", () -> {
                    evaluated.incrementAndGet();
                    raise("no-such-method");
                }),
                Map.of(),
                Bundles.rule("request/broken", "exists Message()", BLOCK),
                Bundles.rule("request/on", "exists Message()", FLAG));

        for (int i = 0; i < 100; i++) {
            Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts("one"), rule -> false);
            assertThat(rules(evaluation)).containsExactly("request/broken");
            assertThat(evaluation.fired()).containsExactly("request/on");
        }

        assertThat(revision.takenOut()).containsExactly("request/broken");
        assertThat(evaluated.get()).isBetween(RuleHealth.PATIENCE, 99);
    }

    @Test
    void isNotTakenOut_whenOnlySomeExchangesBreakIt() {
        AtomicBoolean faulty = new AtomicBoolean();
        Revision revision = Breaking.revision(
                Map.of("request/broken", () -> {
                    if (faulty.get()) {
                        raise("state");
                    }
                }),
                Map.of(),
                Bundles.rule("request/broken", "exists Message()", BLOCK));

        for (int i = 0; i < 100; i++) {
            faulty.set(i % 3 > 0);
            engine.evaluate(revision, Phase.REQUEST, facts("one"), rule -> false);
        }

        assertThat(revision.takenOut()).isEmpty();
    }

    @Test
    void staysForSmallerExchanges_whenItBreaksOnLargeOnes() {
        Revision revision = Breaking.revision(
                Bundles.rule("request/many", "$a : Message() $b : Message( text != $a.text )", FLAG),
                Bundles.rule("request/z", "exists Message()", FLAG));
        Facts large = facts(IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toList());

        for (int i = 0; i < 2 * RuleHealth.PATIENCE; i++) {
            Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, large, rule -> false);
            assertThat(rules(evaluation)).containsExactly("request/many");
        }
        assertThat(revision.takenOut()).containsExactly("request/many");

        Evaluation small = engine.evaluate(revision, Phase.REQUEST, facts("one", "two"), rule -> false);
        assertThat(small.errors()).isEmpty();
        assertThat(small.fired()).contains("request/many", "request/z");
    }

    @Test
    void comesBack_whenAProbeFindsItWell() {
        AtomicLong now = new AtomicLong();
        RuleHealth health = new RuleHealth(now::get);
        for (int i = 0; i < RuleHealth.PATIENCE; i++) {
            assertThat(health.out("request/a", 7)).isFalse();
            health.broke("request/a", "StackOverflowError", 7);
        }
        assertThat(health.out("request/a", 7)).isTrue();

        now.addAndGet(RuleHealth.REST.toNanos());
        assertThat(health.out("request/a", 7)).as("one evaluation tries it").isFalse();
        assertThat(health.out("request/a", 7)).as("the others do not").isTrue();

        health.well("request/a");
        assertThat(health.out("request/a", 7)).isFalse();
        assertThat(health.allWell()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exists Message( text matches \"(?s).*(order|ref).*(number|id).*(is|was).*ready.*\" )",
                "exists Message( text matches \"(?s)(a|b|.)*x(a|b|.)*\" )",
                "exists Message( text not matches \"(?s)(.*)*x\" )",
                "exists Message( text matches \"(?s)(a+)+b\" || text matches \"(?s)(.|.)*!!!\" )",
            })
    @Timeout(20)
    void readsInLinearTime_whateverTheRegularExpression(String when) {
        Revision revision = Breaking.revision(Bundles.rule("request/slow", when, FLAG));
        Facts facts = facts("order number is ".repeat(250), "a".repeat(20_000), "ab".repeat(2_000) + "x");

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts, rule -> false);

        assertThat(evaluation.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$a : Message() $b : Message() $c : Message()",
                "$a : Message() $b : Message( text != $a.text ) $c : Message( text != $b.text )",
                "$a : Message() not Message( text contains $a.text, index > $a.index + 0 )",
                "$a : Message() not ( Message( index > $a.index ) and Message( text == \"no\" ) )",
                "$a : Message() $b : Message( text == $a.text && index == 9999999 )",
                "Message( $a : text ) forall( Message( text.contains( $a ) ) )",
            })
    @Timeout(20)
    void isTheRulesOwnError_whenItWorksWithoutEnd(String when) {
        String written = when.replace(" + 0", "");
        Revision revision = Breaking.revision(
                Bundles.rule("request/a", "exists Message( text == \"message 7\" )", FLAG),
                Bundles.rule("request/many", written, FLAG),
                Bundles.rule("request/z", "exists Message( text matches \"(?s)message 19.*\" )", FLAG));
        List<String> texts =
                IntStream.range(0, 6_000).mapToObj(i -> "message " + i).toList();

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts(texts), rule -> false);

        assertThat(evaluation.fired()).contains("request/a", "request/z");
        assertThat(rules(evaluation)).isSubsetOf("request/many", "");
        assertThat(evaluation.errors()).hasSizeLessThan(2);
    }

    @Test
    @Timeout(20)
    void isBounded_whenLongTextsAreSearchedForLongTexts() {
        Revision revision = Breaking.revision(Bundles.rule(
                "request/a", "$a : Message( index == 0 ) exists Message( index == 1, text contains $a.text )", FLAG));

        Evaluation evaluation = engine.evaluate(
                revision, Phase.REQUEST, facts("a".repeat(1_000_000) + "b", "a".repeat(4_000_000)), rule -> false);

        assertThat(evaluation.fired()).isEmpty();
    }

    @Test
    @Timeout(30)
    void isTheRulesOwnError_whenOneTextTakesAllTheTime() {
        Revision revision = Breaking.revision(
                Bundles.rule(
                        "request/large",
                        "exists Message( text matches \"(?s).*(x{0,20}y{0,20}.{0,100}){0,6}z\" )",
                        FLAG),
                Bundles.rule("request/z", "exists Message( text.length() > 9 )", FLAG));

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts("xy".repeat(8_000_000)), rule -> false);

        assertThat(evaluation.fired()).containsExactly("request/z");
        assertThat(rules(evaluation)).containsExactly("request/large");
    }

    @Test
    void isTheRulesOwnError_whenItsConsequencesWriteWithoutEnd() {
        Revision revision = Breaking.revision(
                Bundles.rule(
                        "request/long",
                        "$a : Message() $b : Message( index != $a.index )",
                        "insert( Flag.as( $a.text + $b.text + $a.text ) );"),
                Bundles.rule("request/z", "exists Message()", FLAG));
        List<String> texts =
                IntStream.range(0, 14).mapToObj(i -> "x".repeat(50_000 + i)).toList();

        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts(texts), rule -> false);

        assertThat(rules(evaluation)).containsExactly("request/long");
        assertThat(evaluation.fired()).containsExactly("request/z");
    }

    @Test
    void isOneError_whenItsConsequenceBreaksForManyFacts() {
        Revision revision = Breaking.revision(
                Map.of(),
                Map.of("request/broken", () -> raise("state")),
                Bundles.rule("request/broken", "Message()", BLOCK));

        Evaluation evaluation = engine.evaluate(
                revision, Phase.REQUEST, facts("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), rule -> false);

        assertThat(rules(evaluation)).containsExactly("request/broken");
        assertThat(revision.takenOut()).isEmpty();
    }
}
