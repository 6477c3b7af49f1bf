package dev.fulcrum.policy;

import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.kie.api.runtime.KieSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the rules of a phase about one exchange.
 *
 * <p>Sessions are fresh; what they may take together is limited in time and in firings. A rule that breaks, or takes all the time, is reported
 * by name, and the others are evaluated without it. A rule that is off is not evaluated. Thread-safe; one evaluation costs microseconds and
 * may run on an event loop.
 */
public final class PolicyEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyEngine.class);

    /** Rules that may each be too late in one evaluation, before there is simply too much to look at. */
    private static final int MOST_LATE = 4;

    /** What a fact counts in the size of an exchange, in characters. */
    private static final long FACT = 64;

    private final Watchdog watchdog;
    private final int firingLimit;

    /**
     * @param firingLimit how many rules may fire in one evaluation
     */
    public PolicyEngine(Watchdog watchdog, int firingLimit) {
        this.watchdog = watchdog;
        this.firingLimit = firingLimit;
    }

    /**
     * Evaluates one phase.
     *
     * @param silenced ids of rules that are off and are not evaluated
     */
    public Evaluation evaluate(Revision revision, Phase phase, Facts facts, Predicate<String> silenced) {
        PhaseRules rules = revision.rules(phase);
        Asking asking = new Asking(rules, revision.health(), facts, silenced, System.nanoTime());
        if (rules.free().isPresent()) {
            evaluate(List.of(rules.free().get()), asking);
        }
        evaluate(rules.closed().opened(facts), asking);
        return new Evaluation(phase, asking.fired, asking.proposals, asking.errors);
    }

    /**
     * Evaluates the rules of the response phase that are decided while an answer comes.
     *
     * @param facts with what is certain of the answer so far
     * @param silenced ids of rules that are off and are not evaluated
     */
    public Evaluation evaluateGrowing(Revision revision, Facts facts, Predicate<String> silenced) {
        PhaseRules rules = revision.rules(Phase.RESPONSE);
        return evaluate(revision, Phase.RESPONSE, facts, rule -> !rules.inWindows(rule) || silenced.test(rule));
    }

    /** One evaluation: what is asked, and what came of it. */
    private static final class Asking {
        private final PhaseRules rules;
        private final RuleHealth health;
        private final Facts facts;
        private final Predicate<String> silenced;
        private final long begunNanos;
        private final List<Proposed> proposals = new ArrayList<>(4);
        private final List<PolicyError> errors = new ArrayList<>(0);
        private final List<String> fired = new ArrayList<>(4);

        Asking(PhaseRules rules, RuleHealth health, Facts facts, Predicate<String> silenced, long begunNanos) {
            this.rules = rules;
            this.health = health;
            this.facts = facts;
            this.silenced = silenced;
            this.begunNanos = begunNanos;
        }

        void broke(String rule, String message) {
            errors.add(new PolicyError(rule, rules.phase(), message));
        }

        void add(Run run) {
            fired.addAll(run.fired());
            for (int i = 0; i < run.made().size(); i++) {
                Run.Made made = run.made().get(i);
                proposals.add(new Proposed(rules.contracts().get(made.rule()), made.proposal()));
            }
            for (Run.Breakage breakage : run.consequences()) {
                broke(breakage.rule(), breakage.message());
                health.broke(breakage.rule(), breakage.message(), size());
            }
        }

        /** How much there is to look at. */
        long size() {
            long size = FACT
                    * (facts.findings().size()
                            + facts.toolCalls().size()
                            + facts.toolResults().size());
            for (int i = 0; i < facts.messages().size(); i++) {
                size += FACT + length(facts.messages().get(i).text());
            }
            for (int i = 0; i < facts.answers().size(); i++) {
                size += length(facts.answers().get(i).text());
            }
            return size;
        }

        private static int length(String text) {
            return text == null ? 0 : text.length();
        }
    }

    /** Evaluates groups of rules, which share the limits of time and firings. */
    private void evaluate(List<RuleBase> bases, Asking asking) {
        int before = asking.fired.size();
        for (int i = 0; i < bases.size() && asking.fired.size() - before < firingLimit; i++) {
            evaluate(bases.get(i), firingLimit - (asking.fired.size() - before), asking);
        }
        if (asking.fired.size() - before >= firingLimit) {
            asking.broke("", "more than " + firingLimit + " rules fired for one exchange");
        }
    }

    /** Evaluates one group: again and again without the rule that broke, until none breaks. */
    private void evaluate(RuleBase base, int firings, Asking asking) {
        Set<String> without = asking.health.allWell() ? Set.of() : takenOut(base, asking);
        int late = 0;
        while (true) {
            Set<String> left = without;
            Run run = run(
                    base,
                    firings,
                    asking,
                    left.isEmpty() ? asking.silenced : rule -> left.contains(rule) || asking.silenced.test(rule),
                    left.isEmpty());
            Run.Breakage breakage = run.breakage();
            if (breakage == null) {
                asking.add(run);
                if (run.unexplained() != null) {
                    asking.broke("", run.unexplained().getClass().getSimpleName());
                }
                if (!asking.health.allWell()) {
                    notice(base, run, asking.health);
                }
                return;
            }
            asking.broke(breakage.rule(), breakage.message());
            asking.health.broke(breakage.rule(), breakage.message(), asking.size());
            if (breakage.late() && ++late > MOST_LATE) {
                asking.broke("", "the evaluation ran past its time");
                return;
            }
            without = new HashSet<>(left);
            without.add(breakage.rule());
        }
    }

    /** The rules of a group that are out; each that could have fired counts as broken. */
    private static Set<String> takenOut(RuleBase base, Asking asking) {
        Set<String> out = new HashSet<>();
        for (String rule : asking.health.ill()) {
            int place = base.rules().indexOf(rule);
            if (place >= 0
                    && !asking.silenced.test(rule)
                    && base.needs().get(place).opensFor(asking.facts)
                    && asking.health.out(rule, asking.size())) {
                out.add(rule);
                asking.broke(rule, "taken out of evaluation, since it broke again and again");
            }
        }
        return out;
    }

    private static void notice(RuleBase base, Run run, RuleHealth health) {
        for (String rule : health.ill()) {
            int place = base.rules().indexOf(rule);
            if (place >= 0
                    && run.asked(place)
                    && run.consequences().stream().noneMatch(it -> it.rule().equals(rule))) {
                health.well(rule);
            }
        }
    }

    private Run run(RuleBase base, int firings, Asking asking, Predicate<String> silenced, boolean first) {
        Run run = perform(base, firings, asking, silenced, first);
        if (run.breakage() == null && run.unexplained() != null) {
            LOG.warn("the rule engine broke, and which rule it was is looked for", run.unexplained());
            suspect(base, firings, asking, silenced, run);
        }
        return run;
    }

    /** Blames what no condition or consequence threw: on the first rule with which alone it happens again, or else on all. */
    private void suspect(RuleBase base, int firings, Asking asking, Predicate<String> silenced, Run broken) {
        for (String rule : base.rules()) {
            if (!silenced.test(rule)) {
                Run alone = perform(base, firings, asking, other -> !other.equals(rule) || silenced.test(other), false);
                if (alone.breakage() != null || alone.unexplained() != null) {
                    broken.blame(rule);
                    return;
                }
            }
        }
        base.rules().stream().filter(rule -> !silenced.test(rule)).findFirst().ifPresent(broken::blame);
    }

    private Run perform(RuleBase base, int firings, Asking asking, Predicate<String> silenced, boolean first) {
        KieSession session = base.base().newKieSession();
        Run run = new Run(base, session, silenced);
        run.begin();
        watchdog.begin(run, asking.begunNanos, first);
        try {
            insert(session, asking.rules, asking.facts);
            session.fireAllRules(match -> run.admits(match.getRule().getName()), firings);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            run.unexplained(e);
        } finally {
            watchdog.end();
            run.end();
            dispose(session);
        }
        return run;
    }

    private static void dispose(KieSession session) {
        try {
            session.dispose();
        } catch (RuntimeException e) {
            LOG.debug("a session in which a rule broke cannot be closed", e);
        }
    }

    private static void insert(KieSession session, PhaseRules rules, Facts facts) {
        insert(session, rules, "Exchange", List.of(facts.exchange()));
        insert(session, rules, "Conversation", List.of(facts.conversation()));
        insert(session, rules, "Message", facts.messages());
        insert(session, rules, "ToolCall", facts.toolCalls());
        insert(session, rules, "ToolResult", facts.toolResults());
        insert(session, rules, "Desk", facts.circumstances().desks());
        insert(session, rules, "Load", facts.circumstances().loads());
        insert(session, rules, "Allowance", facts.circumstances().allowances());
        insert(session, rules, "Attempt", facts.attempts());
        insert(session, rules, "Answer", facts.answers());
        insert(session, rules, "Finding", facts.findings());
    }

    private static void insert(KieSession session, PhaseRules rules, String type, List<?> facts) {
        if (!facts.isEmpty() && rules.reads(type)) {
            for (int i = 0; i < facts.size(); i++) {
                session.insert(facts.get(i));
            }
        }
    }
}
