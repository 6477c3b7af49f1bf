package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.model.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From facts over proposals to a decision, on real rules. */
class DecisionTest {
    private static final String REFUND = "exists Finding( kind == \"topic.refund\" )";
    private static final Exchange EXCHANGE = Bundles.exchange("help-desk", "subject");
    private final PolicyEngine engine = Bundles.engine();

    private Decision decide(Switches switches, Exchange exchange, String... rules) {
        return decide(engine, switches, exchange, rules);
    }

    private static Decision decide(PolicyEngine engine, Switches switches, Exchange exchange, String... rules) {
        String[] ids = IntStream.range(0, rules.length)
                .mapToObj(i -> rules[i].split("\"", 3)[1])
                .toArray(String[]::new);
        Revision revision = Bundles.build(Bundles.source(Bundles.file(rules), ids))
                .revision()
                .orElseThrow();
        Facts facts = Bundles.facts(revision, exchange, "我要退款 for my stock, write to li@bank.example");
        Evaluation evaluation = engine.evaluate(
                revision,
                Phase.REQUEST,
                facts,
                rule -> switches.of(rule, exchange.app(), exchange.at()).mode() == Switch.Mode.OFF);
        return new Arbiter().decide(evaluation, switches, exchange);
    }

    private static Switches switched(String rule, Switch.Mode mode, double holdout, String... apps) {
        return Switches.NONE.with(
                rule, new Switch(mode, holdout, Set.of(apps), Optional.empty(), "why", "op", Bundles.NOW));
    }

    private static String block(String id) {
        return Bundles.rule(id, REFUND, "insert( Block.because( \"no\" ) );");
    }

    private static String redact(String id) {
        return Bundles.rule(id, "$f : Finding( kind == \"pii.email\" )", "insert( Redact.of( $f ).as( \"[已隐去]\" ) );");
    }

    private static String handoff(String id) {
        return Bundles.rule(id, REFUND + " Desk( name == \"wealth\", open )", "insert( Handoff.to( \"wealth\" ) );");
    }

    @Test
    void strongestWins_whenSeveralPropose() {
        Decision decision = decide(
                Switches.NONE, EXCHANGE, handoff("request/a-handoff"), block("request/z-block"), redact("request/r"));

        assertThat(decision.verdict().orElseThrow().rule().id()).isEqualTo("request/z-block");
        assertThat(decision.rulings())
                .extracting(it -> it.rule().id() + " " + it.effect().id())
                .containsExactly("request/z-block enforced", "request/a-handoff overruled", "request/r overruled");
        assertThat(decision.redactions()).isEmpty();
    }

    @Test
    void leastIdWins_whenProposalsAreEqual() {
        Decision decision = decide(Switches.NONE, EXCHANGE, block("request/b"), block("request/a"));

        assertThat(decision.verdict().orElseThrow().rule().id()).isEqualTo("request/a");
    }

    @Test
    void redactionsAndInstructionsAddUp_whenNothingStrongerWins() {
        String instruct = Bundles.rule("request/i", REFUND, "insert( Instruct.with( \"be brief\", \"请简短\" ) );");
        String reroute = Bundles.rule("request/x", REFUND, "insert( Reroute.to( \"sim\" ) );");
        String flag = Bundles.rule("request/f", REFUND, "insert( Flag.as( \"look\" ) );");

        Decision decision = decide(Switches.NONE, EXCHANGE, redact("request/r"), instruct, reroute, flag);

        assertThat(decision.verdict()).isEmpty();
        assertThat(decision.redactions()).singleElement().satisfies(it -> assertThat(it.replacement())
                .isEqualTo("[已隐去]"));
        assertThat(decision.instructions()).hasSize(1);
        assertThat(decision.reroute().orElseThrow().target()).isEqualTo("sim");
        assertThat(decision.rulings()).allMatch(it -> it.effect() == Trade.Effect.ENFORCED);
    }

    @Test
    void leavesEvidenceOnly_whenTheRuleIsInShadow() {
        Decision decision =
                decide(switched("request/b", Switch.Mode.SHADOW, 0), EXCHANGE, block("request/b"), redact("request/r"));

        assertThat(decision.verdict()).isEmpty();
        assertThat(decision.redactions()).hasSize(1);
        assertThat(decision.rulings().get(0).effect()).isEqualTo(Trade.Effect.SHADOW);
    }

    @Test
    void leavesNothing_whenTheRuleIsOff() {
        Decision decision = decide(switched("request/b", Switch.Mode.OFF, 0), EXCHANGE, block("request/b"));

        assertThat(decision.rulings()).isEmpty();
    }

    @Test
    void countsForTheNamedAppOnly_whenTheSwitchNamesApps() {
        Switches switches = switched("request/b", Switch.Mode.OFF, 0, "other");

        assertThat(decide(switches, EXCHANGE, block("request/b")).verdict()).isPresent();
        assertThat(decide(switches, Bundles.exchange("other", "s"), block("request/b"))
                        .verdict())
                .isEmpty();
    }

    @Test
    void holdsOutTheSameShareOfConversations_whenAskedTwice() {
        Switches switches = switched("request/b", Switch.Mode.ENFORCE, 0.3);
        long heldOut = IntStream.range(0, 2000)
                .filter(i -> Holdout.contains("request/b", "subject-" + i, 0.3))
                .count();
        String subject = IntStream.range(0, 2000)
                .mapToObj(i -> "subject-" + i)
                .filter(it -> Holdout.contains("request/b", it, 0.3))
                .findFirst()
                .orElseThrow();

        assertThat(heldOut).isBetween(500L, 700L);
        Decision decision = decide(switches, Bundles.exchange("help-desk", subject), block("request/b"));
        assertThat(decision.verdict()).isEmpty();
        assertThat(decision.rulings().get(0).effect()).isEqualTo(Trade.Effect.HELD_OUT);
    }

    @Test
    void returnsToWhatStoodBefore_whenTheSwitchLapses() {
        Instant later = Bundles.NOW.plus(Duration.ofHours(1));
        Switches switches = switched("request/b", Switch.Mode.SHADOW, 0)
                .with(
                        "request/b",
                        new Switch(Switch.Mode.OFF, 0, Set.of(), Optional.of(later), "why", "op", Bundles.NOW));

        assertThat(switches.of("request/b", "any", Bundles.NOW).mode()).isEqualTo(Switch.Mode.OFF);
        assertThat(switches.of("request/b", "any", later).mode()).isEqualTo(Switch.Mode.SHADOW);
    }

    @Test
    void firesWithAndWithoutFindings_whenRulesNeedThemOrNot() {
        String free =
                Bundles.rule("request/free", "Exchange( app == \"help-desk\" )", "insert( Flag.as( \"seen\" ) );");
        Revision revision = Breaking.revision(block("request/b"), free);
        assertThat(fired(revision, "我要退款")).containsExactlyInAnyOrder("request/b", "request/free");
        assertThat(fired(revision, "good morning")).containsExactly("request/free");
        assertThat(revision.rules(Phase.REQUEST).closed().groups())
                .singleElement()
                .satisfies(it -> assertThat(it.opening().kinds()).containsExactly("topic.refund"));
    }

    private List<String> fired(Revision revision, String text) {
        return engine.evaluate(revision, Phase.REQUEST, Bundles.facts(revision, EXCHANGE, text), rule -> false)
                .fired();
    }

    @Test
    void isAnErrorAndNotABlock_whenARuleBreaks() {
        String broken =
                Bundles.rule("request/broken", "$f : Finding( kind == \"topic.stock\" )", "insert( Redact.of( $f ) );");
        Breaking.Fault fault = () -> {
            throw new IndexOutOfBoundsException(9);
        };
        Revision revision = Breaking.revision(Map.of(), Map.of("request/broken", fault), broken, redact("request/ok"));
        Facts facts = Bundles.facts(revision, EXCHANGE, "stock, li@bank.example");
        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts, rule -> false);
        Decision decision = new Arbiter().decide(evaluation, Switches.NONE, EXCHANGE);

        assertThat(decision.errors()).singleElement().satisfies(it -> assertThat(it.rule())
                .isEqualTo("request/broken"));
        assertThat(decision.verdict()).isEmpty();
        assertThat(decision.redactions()).as("the sound rule still acts").hasSize(1);
    }

    @Test
    void isAnError_whenTooManyRulesFire() {
        String each =
                Bundles.rule("request/each", "$f : Finding( kind == \"pii.email\" )", "insert( Redact.of( $f ) );");
        PolicyEngine strict = new PolicyEngine(new Watchdog(Duration.ofSeconds(5)), 1);

        Decision decision = decide(strict, Switches.NONE, EXCHANGE, each, block("request/b"));

        assertThat(decision.errors()).singleElement().satisfies(it -> assertThat(it.message())
                .contains("more than 1"));
    }
}
