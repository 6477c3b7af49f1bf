package dev.fulcrum.policy;

import dev.fulcrum.model.Attempt;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PatternDescr;

/** Holds the words that conditions compare fields of facts with to those that occur, since a rule with a slip would never fire. */
final class WordLint {
    private static final Set<String> LIMITS = Set.of("requests", "tokens", "spend");

    /**
     * A field of a type of facts whose words are known.
     *
     * @param noun what such a word is, for people
     */
    private record Field(String type, String name, PatternWords words, Set<String> known, String noun) {
        Field(String type, String name, Set<String> known, String noun) {
            this(type, name, new PatternWords(name), known, noun);
        }
    }

    private final List<Field> fields;
    private final Problems problems;

    /** @param targets targets of the configuration */
    WordLint(Set<String> targets, Problems problems) {
        Set<String> outcomes =
                Concern.FAILURES.stream().map(Attempt.Outcome::id).collect(Collectors.toCollection(TreeSet::new));
        Set<String> loaded = new TreeSet<>(targets);
        loaded.add("");
        this.fields = List.of(
                new Field(
                        "Attempt",
                        "outcome",
                        outcomes,
                        "is no outcome that rules of the failure phase are asked about"),
                new Field("Attempt", "target", targets, "is no target of the configuration"),
                new Field("Load", "target", loaded, "is no target of the configuration"),
                new Field("Allowance", "kind", LIMITS, "is no kind of limit"));
        this.problems = problems;
    }

    void check(RuleText rule) {
        if (rule.descr().getLhs() != null) {
            PatternWords.visit(rule.descr().getLhs(), pattern -> check(rule, pattern));
        }
    }

    private void check(RuleText rule, PatternDescr pattern) {
        for (Field field : fields) {
            if (field.type().equals(pattern.getObjectType())) {
                String constraints = ConditionLint.constraints(pattern);
                field.words().in(constraints).stream()
                        .filter(word -> !field.known().contains(word))
                        .forEach(word -> unknown(rule, pattern, field, word));
            }
        }
    }

    private void unknown(RuleText rule, PatternDescr pattern, Field field, String word) {
        Set<String> named = new TreeSet<>(field.known());
        named.remove("");
        problems.error(
                rule.file(),
                pattern.getLine() > 0 ? pattern.getLine() : rule.line(),
                rule.id(),
                "`" + word + "` " + field.noun(),
                Nearest.to(word, named)
                        .map(it -> "did you mean `" + it + "`?")
                        .orElse("known are " + String.join(", ", named)));
    }
}
