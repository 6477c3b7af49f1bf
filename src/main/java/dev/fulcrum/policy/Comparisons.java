package dev.fulcrum.policy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The operators of conditions. None of them can break. */
final class Comparisons {
    private Comparisons() {}

    /** {@code left sign right}. */
    static Asked compare(Operand left, Token sign, Operand right) throws NotAllowed {
        boolean joined = left.joined() || right.joined();
        boolean nothing = left.type() == Void.class || right.type() == Void.class;
        boolean equality = sign.is("==") || sign.is("!=");
        boolean numbers = left.isNumber() && right.isNumber();
        if (!nothing && !numbers && left.type() != right.type()) {
            throw new NotAllowed(
                    "`" + sign.text() + "` compares " + left.noun() + " with " + right.noun(),
                    right.isText() ? "leave the quotes out" : "compare what is of the same kind",
                    sign.at());
        }
        if (equality) {
            boolean expected = sign.is("==");
            Asked.Holds equal = numbers
                    ? facts -> order(left.value().of(facts), right.value().of(facts)) == 0
                    : facts -> same(left.value().of(facts), right.value().of(facts));
            return new Asked(
                    expected ? equal : facts -> !equal.of(facts),
                    joined,
                    expected ? equal(left, right) : Optional.empty());
        }
        if (nothing || !(numbers || left.isText() || left.type() == Instant.class)) {
            throw new NotAllowed(
                    "`" + sign.text() + "` puts " + left.noun() + " in an order", "use == or !=", sign.at());
        }
        return Asked.of(
                facts -> {
                    Object a = left.value().of(facts);
                    Object b = right.value().of(facts);
                    if (a == null || b == null) {
                        return false;
                    }
                    int order = order(a, b);
                    return switch (sign.text()) {
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        default -> order >= 0;
                    };
                },
                joined);
    }

    private static Optional<Asked.Equal> equal(Operand left, Operand right) {
        return left.field().isPresent() && right.literal().orElse(null) instanceof String text
                ? Optional.of(new Asked.Equal(left.field().get(), text))
                : Optional.empty();
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof String text && text.length() > 1024) {
            Texts.whole(text);
        }
        return Objects.equals(a, b);
    }

    private static int order(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return isWhole(x) && isWhole(y)
                    ? Long.compare(x.longValue(), y.longValue())
                    : Double.compare(x.doubleValue() + 0.0, y.doubleValue() + 0.0);
        }
        if (a instanceof String x && b instanceof String y) {
            return Texts.whole(x).compareTo(y);
        }
        if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        return -1;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** {@code left in ( … )}. */
    static Asked among(Operand left, List<Operand> values, Token sign) throws NotAllowed {
        Set<Object> texts = new HashSet<>();
        if (left.isText()
                && values.stream().allMatch(it -> it.isText() && it.literal().isPresent())) {
            values.forEach(it -> texts.add(it.literal().get()));
            return Asked.of(facts -> texts.contains(left.value().of(facts)), left.joined());
        }
        Asked any = Asked.of(facts -> false, left.joined());
        for (Operand value : values) {
            Asked one = compare(left, new Token(Token.Kind.SIGN, "==", sign.at()), value);
            Asked before = any;
            any = Asked.of(facts -> before.holds().of(facts) || one.holds().of(facts), before.joined() || one.joined());
        }
        return any;
    }

    /** {@code left matches "…"}. */
    static Asked matches(Operand left, Token sign, Token expression) throws NotAllowed {
        text(left, sign);
        if (expression.kind() != Token.Kind.STRING) {
            throw new NotAllowed(
                    "`matches` needs its expression in double quotes", "write it out, beginning with (?s)", sign.at());
        }
        LinearPattern pattern = LinearPattern.of(expression.text(), expression.at());
        return Asked.of(facts -> left.value().of(facts) instanceof String text && pattern.matches(text), left.joined());
    }

    /** {@code left contains right}. */
    static Asked contains(Operand left, Token sign, Operand right) throws NotAllowed {
        text(left, sign);
        text(right, sign);
        return Asked.of(
                facts -> left.value().of(facts) instanceof String text
                        && right.value().of(facts) instanceof String part
                        && Texts.contains(text, part),
                left.joined() || right.joined());
    }

    private static void text(Operand operand, Token sign) throws NotAllowed {
        if (!operand.isText()) {
            throw new NotAllowed(
                    "`" + sign.text() + "` needs a text, not " + operand.noun(), "compare it with == or <", sign.at());
        }
    }
}
