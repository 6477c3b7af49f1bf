package dev.fulcrum.policy;

import dev.fulcrum.model.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * What a rule's {@code Conversation( … )} asks for, read without the rule engine: comparisons of its numbers with whole numbers, joined by
 * commas, {@code &&} and {@code ||} without brackets. Anything else is left to the engine.
 */
final class ConversationTest {
    private static final Pattern COMPARISON = Pattern.compile("\\s*(\\w+)\\s*(>=|<=|>|<|==|!=)\\s*(\\d{1,9})\\s*");

    private ConversationTest() {}

    /** The test, if it can be read. */
    static Optional<Predicate<Conversation>> of(PatternDescr pattern) {
        List<Predicate<Conversation>> all = new ArrayList<>();
        for (BaseDescr constraint : pattern.getDescrs()) {
            Optional<Predicate<Conversation>> test = constraint instanceof ExprConstraintDescr written
                    ? either(written.getExpression())
                    : Optional.empty();
            if (test.isEmpty()) {
                return Optional.empty();
            }
            all.add(test.get());
        }
        return all.isEmpty() ? Optional.empty() : all.stream().reduce(Predicate::and);
    }

    private static Optional<Predicate<Conversation>> either(String expression) {
        Predicate<Conversation> any = conversation -> false;
        for (String side : expression.split("\\|\\|", -1)) {
            Predicate<Conversation> both = conversation -> true;
            for (String comparison : side.split("&&", -1)) {
                Optional<Predicate<Conversation>> one = comparison(comparison);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                both = both.and(one.get());
            }
            any = any.or(both);
        }
        return Optional.of(any);
    }

    private static Optional<Predicate<Conversation>> comparison(String text) {
        Matcher matcher = COMPARISON.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return number(matcher.group(1))
                .map(number -> compared(number, matcher.group(2), Integer.parseInt(matcher.group(3))));
    }

    private static Optional<ToIntFunction<Conversation>> number(String field) {
        return switch (field) {
            case "turns" -> Optional.of(Conversation::turns);
            case "repeatedQuestions" -> Optional.of(Conversation::repeatedQuestions);
            case "refusals" -> Optional.of(Conversation::refusals);
            case "refusalsInARow" -> Optional.of(Conversation::refusalsInARow);
            default -> Optional.empty();
        };
    }

    private static Predicate<Conversation> compared(ToIntFunction<Conversation> number, String operator, int with) {
        return switch (operator) {
            case ">=" -> conversation -> number.applyAsInt(conversation) >= with;
            case "<=" -> conversation -> number.applyAsInt(conversation) <= with;
            case ">" -> conversation -> number.applyAsInt(conversation) > with;
            case "<" -> conversation -> number.applyAsInt(conversation) < with;
            case "==" -> conversation -> number.applyAsInt(conversation) == with;
            default -> conversation -> number.applyAsInt(conversation) != with;
        };
    }
}
