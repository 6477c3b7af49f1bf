package dev.fulcrum.policy;

import dev.fulcrum.model.Conversation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Parts rules that need something particular from those that may fire on anything.
 *
 * <p>Most exchanges hold nothing that any rule looks for. Rules whose conditions demand a finding of certain kinds, or a
 * conversation of a certain length, cannot fire then, and their session need not even be opened. The rule engine pays for each
 * rule that begins with {@code exists} at every session, so this keeps evaluation flat as rules grow.
 */
final class Gate {
    private final Set<String> gated = new HashSet<>();
    private final Set<String> triggers = new HashSet<>();
    private final List<Predicate<Conversation>> conversations = new ArrayList<>();

    /**
     * Parts the rules of a phase.
     *
     * @param rules of the phase
     */
    Gate(List<RuleText> rules) {
        boolean infersFreely = false;
        for (RuleText rule : rules) {
            Optional<Set<String>> needed = needed(rule);
            Optional<Predicate<Conversation>> talk = needed.isPresent() ? Optional.empty() : talk(rule);
            needed.ifPresent(triggers::addAll);
            talk.ifPresent(conversations::add);
            if (needed.isPresent() || talk.isPresent()) {
                gated.add(rule.id());
            } else {
                infersFreely |= rule.descr().hasAnnotation("infers");
            }
        }
        if (infersFreely) {
            // what it infers may be what another rule needs, so they have to share one session
            gated.clear();
            triggers.clear();
            conversations.clear();
        }
    }

    /** Kinds of findings each of which opens the gate. */
    Set<String> triggers() {
        return triggers;
    }

    /** Conversations that open the gate; empty when none does by itself. */
    Optional<Predicate<Conversation>> conversations() {
        return conversations.stream().reduce(Predicate::or);
    }

    /** Rules that need something: the files with every other rule blanked out, line by line. */
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
        return demanded(rule, "Finding")
                .map(ConditionLint::kindsOf)
                .filter(kinds -> !kinds.isEmpty())
                .findFirst();
    }

    /** The conversation that the rule needs; empty when it may fire whatever was said before. */
    private static Optional<Predicate<Conversation>> talk(RuleText rule) {
        return demanded(rule, "Conversation")
                .map(ConversationTest::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Every kind of finding that a rule names, wherever in its conditions. */
    static Set<String> kinds(RuleText rule) {
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

    /** The patterns of a type without which the rule cannot fire. */
    private static Stream<PatternDescr> demanded(RuleText rule, String type) {
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
