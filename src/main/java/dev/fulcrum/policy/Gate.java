package dev.fulcrum.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Parts rules that need a finding from those that may fire without one.
 *
 * <p>Most exchanges hold nothing that any rule looks for. Rules whose conditions demand a finding of certain kinds
 * cannot fire then, and their session need not even be opened. The rule engine pays for each rule that begins with
 * {@code exists} at every session, so this keeps evaluation flat as rules grow.
 */
final class Gate {
    private final Set<String> gated = new HashSet<>();
    private final Set<String> triggers = new HashSet<>();

    /**
     * Parts the rules of a phase.
     *
     * @param rules of the phase
     */
    Gate(List<RuleText> rules) {
        boolean infersFreely = false;
        for (RuleText rule : rules) {
            Optional<Set<String>> needed = needed(rule);
            needed.ifPresent(kinds -> {
                gated.add(rule.id());
                triggers.addAll(kinds);
            });
            infersFreely |= needed.isEmpty() && rule.descr().hasAnnotation("infers");
        }
        if (infersFreely) {
            // what it infers may be what another rule needs, so they have to share one session
            gated.clear();
            triggers.clear();
        }
    }

    Set<String> triggers() {
        return triggers;
    }

    /** Rules that need a finding: the files with every other rule blanked out, line by line. */
    SortedMap<String, String> gated(SortedMap<String, String> drl, List<RuleText> rules) {
        return without(drl, rules, false);
    }

    /** Rules that need none. */
    SortedMap<String, String> free(SortedMap<String, String> drl, List<RuleText> rules) {
        return without(drl, rules, true);
    }

    private SortedMap<String, String> without(SortedMap<String, String> drl, List<RuleText> rules, boolean dropGated) {
        SortedMap<String, String> kept = new TreeMap<>();
        drl.forEach((file, text) -> {
            StringBuilder left = new StringBuilder(text);
            boolean any = false;
            for (RuleText rule : rules) {
                if (rule.file().equals(file)) {
                    boolean drop = gated.contains(rule.id()) == dropGated;
                    any |= !drop;
                    if (drop) {
                        blank(left, rule.descr());
                    }
                }
            }
            if (any) {
                kept.put(file, left.toString());
            }
        });
        return kept;
    }

    /** Blanks a rule but keeps its line feeds, so that the compiler's line numbers stay true. */
    private static void blank(StringBuilder text, BaseDescr rule) {
        int end = Math.min(text.length(), rule.getEndCharacter() + 1);
        for (int i = rule.getStartCharacter(); i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** The kinds of which the rule needs one; empty when it may fire without any finding. */
    private static Optional<Set<String>> needed(RuleText rule) {
        if (rule.descr().getLhs() == null) {
            return Optional.empty();
        }
        for (BaseDescr condition : rule.descr().getLhs().getDescrs()) {
            BaseDescr inner = condition instanceof ExistsDescr exists
                            && exists.getDescrs().size() == 1
                    ? (BaseDescr) exists.getDescrs().get(0)
                    : condition;
            if (inner instanceof PatternDescr pattern
                    && pattern.getSource() == null
                    && pattern.getObjectType().equals("Finding")) {
                Set<String> kinds = ConditionLint.kindsOf(pattern);
                if (!kinds.isEmpty()) {
                    return Optional.of(kinds);
                }
            }
        }
        return Optional.empty();
    }
}
