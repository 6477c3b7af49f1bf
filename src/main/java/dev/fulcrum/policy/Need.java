package dev.fulcrum.policy;

import dev.fulcrum.model.Conversation;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Without what a rule cannot fire.
 *
 * @param kinds of findings of which it needs one; empty when it needs a conversation instead
 * @param conversation what it needs when it needs no finding
 */
record Need(Set<String> kinds, Optional<Predicate<Conversation>> conversation) {
    Need {
        kinds = Set.copyOf(kinds);
    }

    /** What a rule needs; empty when it may fire on anything. */
    static Optional<Need> of(RuleText rule) {
        Optional<Need> finding = demanded(rule, "Finding")
                .map(Need::kinds)
                .filter(kinds -> !kinds.isEmpty())
                .findFirst()
                .map(kinds -> new Need(kinds, Optional.empty()));
        return finding.or(() -> demanded(rule, "Conversation")
                .map(ConversationTest::of)
                .flatMap(Optional::stream)
                .findFirst()
                .map(test -> new Need(Set.of(), Optional.of(test))));
    }

    /** The kinds of which every finding that matches a pattern is one; empty when that is not certain. */
    static Set<String> kinds(PatternDescr pattern) {
        return ConditionLint.KINDS.certain(pattern).orElse(Set.of());
    }

    /** The patterns of a type without which the rule cannot fire. */
    static Stream<PatternDescr> demanded(RuleText rule, String type) {
        if (rule.descr().getLhs() == null) {
            return Stream.empty();
        }
        return rule.descr().getLhs().getDescrs().stream()
                .map(condition -> condition instanceof ExistsDescr exists
                                && exists.getDescrs().size() == 1
                        ? (BaseDescr) exists.getDescrs().get(0)
                        : condition)
                .filter(PatternDescr.class::isInstance)
                .map(PatternDescr.class::cast)
                .filter(pattern ->
                        pattern.getSource() == null && pattern.getObjectType().equals(type));
    }
}
