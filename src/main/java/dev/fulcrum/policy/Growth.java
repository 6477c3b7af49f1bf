package dev.fulcrum.policy;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.RuleContract;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * When the rules of the response phase are decided.
 *
 * @param timings by rule id
 * @param inspection finds what those rules read that are decided while an answer comes
 */
record Growth(Map<String, Timing> timings, Inspection inspection) {
    static final Growth NONE = new Growth(Map.of(), parts -> List.of());

    /**
     * What the timing of rules depends on, and who cares.
     *
     * @param holding routes that are told when a rule keeps them from what they ask for
     */
    record Reading(Inspection.Factory inspections, Lexicon lexicon, RevisionBuilder.Holding holding) {

        Growth of(List<RuleText> rules, Map<String, RuleContract> contracts, Problems problems) {
            Set<String> kinds = new HashSet<>();
            rules.forEach(rule -> kinds.addAll(kinds(rule)));
            Set<String> needWhole = new HashSet<>(inspections.needWhole(lexicon, kinds));
            contracts.values().forEach(contract -> needWhole.addAll(contract.infers()));
            TimingLint lint = new TimingLint(needWhole);
            Map<String, Timing> timings = new HashMap<>();
            Set<String> growing = new HashSet<>();
            for (RuleText rule : rules) {
                Timing timing = lint.timing(rule);
                timings.put(rule.id(), timing);
                if (timing == Timing.WINDOW) {
                    growing.addAll(kinds(rule));
                    if (lint.redacts(rule)) {
                        tellLate(rule, problems);
                    }
                } else if (timing == Timing.WHOLE) {
                    lint.whole(rule).ifPresent(why -> tell(rule, why, problems));
                }
            }
            return new Growth(timings, inspections.create(lexicon, growing));
        }

        /** Every kind of finding that a rule names, wherever in its conditions. */
        private static Set<String> kinds(RuleText rule) {
            Set<String> kinds = new HashSet<>();
            collect(rule.descr().getLhs(), kinds);
            return kinds;
        }

        private static void collect(BaseDescr condition, Set<String> kinds) {
            if (condition instanceof PatternDescr pattern) {
                if (pattern.getObjectType().equals("Finding")) {
                    kinds.addAll(ConditionLint.kindsOf(pattern));
                }
            } else if (condition instanceof ConditionalElementDescr element) {
                element.getDescrs().forEach(child -> collect((BaseDescr) child, kinds));
            }
        }

        private void tell(RuleText rule, String why, Problems problems) {
            note(rule, holding.windows(), "hold back whole answers all the same", why, problems);
            note(rule, holding.none(), "release the answer before it is decided", why, problems);
        }

        /** What has gone out cannot be taken back: on a route that holds nothing back such a rule only leaves its record. */
        private void tellLate(RuleText rule, Problems problems) {
            if (!holding.none().isEmpty()) {
                problems.note(
                        rule.file(),
                        rule.line(),
                        rule.id(),
                        "redacts, which comes too late for streams on routes that hold nothing back: "
                                + String.join(", ", new TreeSet<>(holding.none())),
                        "say `hold-back: window` for them, or switch the rule off for their apps");
            }
        }

        private static void note(RuleText rule, Set<String> routes, String what, String why, Problems problems) {
            if (!routes.isEmpty()) {
                problems.note(
                        rule.file(),
                        rule.line(),
                        rule.id(),
                        "needs the whole answer (" + why + "), so routes " + String.join(", ", new TreeSet<>(routes))
                                + " " + what,
                        "say `hold-back: whole` for them, switch the rule off for their apps, or let it read findings alone");
            }
        }
    }
}
