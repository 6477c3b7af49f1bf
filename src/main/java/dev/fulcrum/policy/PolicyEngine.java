package dev.fulcrum.policy;

import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.RuleContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.kie.api.KieBase;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.Match;

/**
 * Asks the rules of a phase about one exchange.
 *
 * <p>Sessions are fresh; what they may take together is limited in time and in firings. A rule that breaks is reported by name and
 * the others still fire. Thread-safe; one evaluation costs microseconds and may run on an event loop.
 */
public final class PolicyEngine {
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
     * @param silenced ids of rules that are off and must not fire
     */
    public Evaluation evaluate(Revision revision, Phase phase, Facts facts, Predicate<String> silenced) {
        PhaseRules rules = revision.rules(phase);
        Collector collector = new Collector(rules);
        evaluate(rules.free().map(List::of).orElse(List.of()), collector, facts, silenced);
        evaluate(rules.closed().opened(facts), collector, facts, silenced);
        return new Evaluation(phase, collector.fired, collector.proposals, collector.errors);
    }

    /**
     * Evaluates the rules of the response phase that are decided while an answer comes.
     *
     * @param facts with what is certain of the answer so far
     * @param silenced ids of rules that are off and must not fire
     */
    public Evaluation evaluateGrowing(Revision revision, Facts facts, Predicate<String> silenced) {
        PhaseRules rules = revision.rules(Phase.RESPONSE);
        return evaluate(revision, Phase.RESPONSE, facts, rule -> !rules.inWindows(rule) || silenced.test(rule));
    }

    /** Evaluates groups of rules, which share the limits of time and firings. */
    private void evaluate(List<KieBase> bases, Collector collector, Facts facts, Predicate<String> silenced) {
        long begunNanos = System.nanoTime();
        int left = firingLimit;
        for (int i = 0; i < bases.size(); i++) {
            if (left > 0) {
                left = evaluate(bases.get(i), new Limits(begunNanos, left), collector, facts, silenced);
            }
        }
        if (!bases.isEmpty() && collector.fired.size() >= firingLimit) {
            collector.stopped("more than " + firingLimit + " rules fired for one exchange");
        }
    }

    /** When an evaluation began, and how many rules may fire in what is left of it. */
    private record Limits(long begunNanos, int firings) {}

    /** Evaluates one group and returns how many rules may fire after it. */
    private int evaluate(KieBase base, Limits limits, Collector collector, Facts facts, Predicate<String> silenced) {
        KieSession session = base.newKieSession();
        int before = collector.fired.size();
        int left = limits.firings();
        try {
            session.addEventListener(collector);
            watchdog.begin(session, limits.begunNanos());
            insert(session, collector.rules, facts);
            left = fire(session, left, collector, silenced);
        } catch (RuntimeException e) {
            collector.broke("", e);
            left -= collector.fired.size() - before;
        } finally {
            if (watchdog.end()) {
                collector.stopped("the evaluation ran past its time and was halted");
                left = 0;
            }
            session.dispose();
        }
        return left;
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

    /** Fires what can fire and returns how many rules may fire after it. */
    private static int fire(KieSession session, int firings, Collector collector, Predicate<String> silenced) {
        int left = firings;
        while (left > 0) {
            int before = collector.fired.size();
            try {
                session.fireAllRules(match -> collector.admits(match, silenced), left);
                return left - (collector.fired.size() - before);
            } catch (ConsequenceException e) {
                collector.broke(
                        e.getMatch() == null
                                ? collector.firing
                                : e.getMatch().getRule().getName(),
                        e);
                left -= Math.max(1, collector.fired.size() - before);
            }
        }
        return left;
    }

    /** Gathers proposals by the rule that inserted them. */
    private static final class Collector extends DefaultRuleRuntimeEventListener {
        private final PhaseRules rules;
        private final List<Proposed> proposals = new ArrayList<>();
        private final List<PolicyError> errors = new ArrayList<>();
        private final List<String> fired = new ArrayList<>();
        private String firing = "";

        Collector(PhaseRules rules) {
            this.rules = rules;
        }

        boolean admits(Match match, Predicate<String> silenced) {
            String rule = match.getRule().getName();
            if (silenced.test(rule)) {
                return false;
            }
            firing = rule;
            fired.add(rule);
            return true;
        }

        @Override
        public void objectInserted(ObjectInsertedEvent event) {
            if (event.getObject() instanceof Proposal proposal && event.getRule() != null) {
                RuleContract rule = rules.contracts().get(event.getRule().getName());
                proposals.add(new Proposed(rule, proposal));
            }
        }

        void broke(String rule, RuntimeException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            errors.add(new PolicyError(rule, rules.phase(), cause.getClass().getSimpleName()));
        }

        void stopped(String message) {
            errors.add(new PolicyError("", rules.phase(), message));
        }
    }
}
