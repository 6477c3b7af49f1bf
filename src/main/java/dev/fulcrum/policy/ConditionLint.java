package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;

/** Holds a rule's conditions to what keeps the outcome independent of firing order and the evaluation cheap. */
final class ConditionLint {
    private static final Set<String> FACTS = Set.of(
            "Exchange",
            "Conversation",
            "Message",
            "ToolCall",
            "ToolResult",
            "Finding",
            "Answer",
            "Desk",
            "Load",
            "Allowance",
            "Attempt");
    static final PatternWords KINDS = new PatternWords("kind");
    private static final Pattern KIND_OTHERWISE =
            Pattern.compile("(?<![\\w.$])kind\\s*(!=|matches|contains|memberOf|not\\b|str\\b|soundslike)");
    private static final Pattern MATCHES = Pattern.compile("\\bmatches\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern TEXTS = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");

    private final Set<String> inferred;
    private final Set<String> findable;
    private final Problems problems;

    /**
     * @param inferred kinds that rules of the bundle infer
     * @param findable kinds that some detector or language file can find
     */
    ConditionLint(Set<String> inferred, Set<String> findable, Problems problems) {
        this.inferred = inferred;
        this.findable = findable;
        this.problems = problems;
    }

    /** Checks one rule and adds to {@code reads} what its conditions read. */
    void check(RuleText rule, RuleContract contract, Reads reads) {
        for (String attribute : rule.descr().getAttributes().keySet()) {
            problem(
                    rule,
                    rule.line(),
                    "`" + attribute + "` is not allowed",
                    "the outcome must not depend on firing order");
        }
        if (rule.descr().getParentName() != null) {
            problem(rule, rule.line(), "`extends` is not allowed", "write the conditions out");
        }
        if (!rule.descr().getNamedConsequences().isEmpty()) {
            problem(rule, rule.line(), "named consequences are not allowed", "write a second rule");
        }
        if (rule.descr().getLhs() == null || rule.descr().getLhs().getDescrs().isEmpty()) {
            problem(rule, rule.line(), "the rule has no conditions", "say in `when` what it reads");
            return;
        }
        visit(new Place(rule, contract, reads, false), rule.descr().getLhs());
    }

    /** Where the walk stands: whose condition, and whether it is negated or counted. */
    private record Place(RuleText rule, RuleContract contract, Reads reads, boolean negated) {
        Place inNegation() {
            return new Place(rule, contract, reads, true);
        }
    }

    private void visit(Place place, BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            pattern(place, pattern);
        } else if (descr instanceof EvalDescr) {
            problem(place, descr, "`eval` is not allowed", "write the condition as a constraint of a fact");
        } else if (descr instanceof NamedConsequenceDescr || descr instanceof ConditionalBranchDescr) {
            problem(place, descr, "branches inside conditions are not allowed", "write a second rule");
        } else if (descr instanceof AccumulateDescr accumulate) {
            accumulate(place, accumulate);
        } else if (descr instanceof ConditionalElementDescr element) {
            boolean negates = descr instanceof NotDescr || descr instanceof ForallDescr;
            boolean keeps = descr instanceof ExistsDescr;
            Place inside = negates && !keeps ? place.inNegation() : place;
            for (Object child : element.getDescrs()) {
                visit(inside, (BaseDescr) child);
            }
        } else {
            problem(place, descr, "`" + descr.getClass().getSimpleName() + "` is not allowed", "use patterns of facts");
        }
    }

    private void accumulate(Place place, AccumulateDescr accumulate) {
        if (!accumulate.isExternalFunction()) {
            problem(
                    place,
                    accumulate,
                    "`accumulate` with code of its own is not allowed",
                    "use count(), sum(), max() …");
        }
        if (accumulate.getInput() != null) {
            visit(place.inNegation(), accumulate.getInput());
        }
    }

    private void pattern(Place place, PatternDescr pattern) {
        PatternSourceDescr source = pattern.getSource();
        if (source instanceof AccumulateDescr accumulate) {
            accumulate(place, accumulate);
            return;
        }
        if (source instanceof CollectDescr collect) {
            visit(place.inNegation(), collect.getInputPattern());
            return;
        }
        if (source != null) {
            problem(place, pattern, "`from` is not allowed", "read facts, not their insides");
        }
        String type = pattern.getObjectType();
        if (!FACTS.contains(type)) {
            problem(
                    place,
                    pattern,
                    "`" + type + "` is not a fact that rules read",
                    Nearest.to(type, FACTS)
                            .map(it -> "did you mean `" + it + "`?")
                            .orElse("facts are " + String.join(", ", new TreeSet<>(FACTS))));
            return;
        }
        if (type.equals("Attempt") && place.contract().phase() != Phase.FAILURE) {
            problem(
                    place,
                    pattern,
                    "`Attempt` is a fact of the failure phase: nothing else knows of tries that failed",
                    "call the rule failure/… and move it to a file below failure/");
        }
        place.reads().type(type);
        String text = constraints(pattern);
        constraints(place, pattern, text);
        if (type.equals("Finding")) {
            kinds(place, pattern, text);
        }
    }

    /** The constraints of a pattern as written, a comma behind each. */
    static String constraints(PatternDescr pattern) {
        StringBuilder text = new StringBuilder();
        for (BaseDescr constraint : pattern.getDescrs()) {
            text.append(constraint.toString()).append(", ");
        }
        return text.toString();
    }

    /** The kinds that a pattern of findings names. */
    static Set<String> kindsOf(PatternDescr pattern) {
        return KINDS.in(constraints(pattern));
    }

    private void constraints(Place place, PatternDescr pattern, String text) {
        Matcher matches = MATCHES.matcher(text);
        while (matches.find()) {
            if (!matches.group(1).matches("(?s)\\(\\?[a-z]*s[a-z]*\\).*")) {
                problem(
                        place,
                        pattern,
                        "`matches \"" + matches.group(1) + "\"` stops at the first line feed",
                        "begin it with (?s), or better read a finding of a phrase in the lexicon");
            }
        }
    }

    private void kinds(Place place, PatternDescr pattern, String text) {
        Set<String> named = kindsOf(pattern);
        named.forEach(kind -> kind(place, pattern, kind));
        if (named.isEmpty()
                || KIND_OTHERWISE
                        .matcher(TEXTS.matcher(text).replaceAll("\"\""))
                        .find()) {
            problem(
                    place,
                    pattern,
                    "the Finding does not say which kind it reads",
                    "write kind == \"…\" or kind in ( \"…\", \"…\" ): only detectors that a rule names are run");
        }
    }

    private void kind(Place place, PatternDescr pattern, String kind) {
        place.reads().kind(kind);
        if (!findable.contains(kind) && !inferred.contains(kind)) {
            problem(
                    place,
                    pattern,
                    "nothing finds `" + kind + "`",
                    Nearest.to(kind, findable)
                            .map(it -> "did you mean `" + it + "`?")
                            .orElse("add it to a file below lexicon/"));
        }
        if (place.negated() && inferred.contains(kind)) {
            problem(
                    place,
                    pattern,
                    "`" + kind + "` is inferred by a rule, so its absence depends on firing order",
                    "negate what the inference rests on");
        }
        if (place.contract().infers().contains(kind)) {
            problem(place, pattern, "the rule reads `" + kind + "`, which it infers itself", "it would never end");
        }
    }

    private void problem(Place place, BaseDescr descr, String what, String mend) {
        int line = descr.getLine() > 0 ? descr.getLine() : place.rule().line();
        problem(place.rule(), line, what, mend);
    }

    private void problem(RuleText rule, int line, String what, String mend) {
        problems.error(rule.file(), line, rule.id(), what, mend);
    }
}
