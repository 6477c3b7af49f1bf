package dev.fulcrum.policy;

import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.policy.Revision.Interest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Which failures a rule of the failure phase is about, and whether it may change how the exchange goes on.
 *
 * @param outcomes of tries without one of which it cannot fire; all of them when its conditions do not say so plainly
 * @param interest the most that it may do about one
 */
record Concern(Set<Outcome> outcomes, Interest interest) {
    /** How a try can end that rules of the failure phase are asked about. */
    static final Set<Outcome> FAILURES =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Outcome.ANSWERED, Outcome.CANCELLED)));

    private static final PatternWords OUTCOME = new PatternWords("outcome");
    private static final Pattern NEWEST = Pattern.compile("\\s*(latest|last)\\s*(==\\s*true\\s*)?");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
    private static final Pattern ACTS = Pattern.compile("\\b((Block|Handoff|Answer)\\s*\\.|Fallback\\s*\\.\\s*to\\b)");
    private static final Pattern NEXT = Pattern.compile("\\b(Fallback|Instruct)\\s*\\.");

    Concern {
        outcomes = Collections.unmodifiableSet(
                outcomes.isEmpty() ? EnumSet.noneOf(Outcome.class) : EnumSet.copyOf(outcomes));
    }

    static Concern of(RuleText rule) {
        String consequence = STRING.matcher(rule.consequence()).replaceAll("\"\"");
        if (ACTS.matcher(consequence).find()) {
            return new Concern(outcomes(rule), Interest.ACT);
        }
        return new Concern(outcomes(rule), NEXT.matcher(consequence).find() ? Interest.NEXT : Interest.WATCH);
    }

    private static Set<Outcome> outcomes(RuleText rule) {
        List<PatternDescr> attempts = Need.demanded(rule, "Attempt").toList();
        List<PatternDescr> newest = attempts.stream().filter(Concern::isNewest).toList();
        if (!newest.isEmpty()) {
            Set<Outcome> common = EnumSet.copyOf(FAILURES);
            newest.forEach(pattern -> common.retainAll(outcomes(pattern)));
            return common;
        }
        Set<Outcome> any = EnumSet.noneOf(Outcome.class);
        attempts.forEach(pattern -> any.addAll(outcomes(pattern)));
        return attempts.isEmpty() ? FAILURES : any;
    }

    private static Set<Outcome> outcomes(PatternDescr pattern) {
        Optional<Set<String>> words = OUTCOME.certain(pattern);
        if (words.isEmpty()) {
            return FAILURES;
        }
        return FAILURES.stream()
                .filter(outcome -> words.get().contains(outcome.id()))
                .collect(Collectors.toSet());
    }

    private static boolean isNewest(PatternDescr pattern) {
        for (BaseDescr constraint : pattern.getDescrs()) {
            if (constraint instanceof ExprConstraintDescr written
                    && NEWEST.matcher(written.getExpression()).matches()) {
                return true;
            }
        }
        return false;
    }
}
