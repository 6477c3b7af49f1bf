package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a rule down to its last word, and lets pass only what stands on a list. What passes has been turned into {@link ReadRule}s; the text
 * itself is never compiled, so that there is nothing in it that could be executed.
 */
final class RuleReader {
    private final Problems problems;

    RuleReader(Problems problems) {
        this.problems = problems;
    }

    /** The rule; empty when it says something that rules may not say, which is among the problems then. */
    Optional<ReadRule> read(RuleText rule) {
        ConditionReader conditions = new ConditionReader(rule.line());
        List<Scope> scopes = new ArrayList<>();
        List<List<Plan>> alternatives;
        try {
            alternatives = conditions.read(rule.descr().getLhs(), scopes);
        } catch (NotAllowed e) {
            problem(rule, conditions.line(), e);
            return Optional.empty();
        }
        List<ReadRule.Branch> branches = new ArrayList<>();
        try {
            for (int i = 0; i < alternatives.size(); i++) {
                Outers outers = new Outers();
                boolean infers = rule.descr().hasAnnotation("infers");
                List<ReadRule.Insertion> insertions =
                        new ConsequenceReader(rule.consequence(), scopes.get(i), outers, infers).read();
                branches.add(new ReadRule.Branch(alternatives.get(i), insertions, outers.slots()));
            }
        } catch (NotAllowed e) {
            problem(rule, line(rule, e.at()), e);
            return Optional.empty();
        }
        return Optional.of(new ReadRule(rule.id(), branches, Need.of(rule)));
    }

    private static int line(RuleText rule, int at) {
        String code = rule.consequence();
        int begun = Math.max(rule.descr().getConsequenceLine(), rule.line());
        return begun
                + (int) code.substring(0, Math.min(at, code.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private void problem(RuleText rule, int line, NotAllowed found) {
        problems.error(rule.file(), line, rule.id(), found.getMessage(), found.mend());
    }
}
