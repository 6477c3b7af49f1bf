package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a pattern asks of its fact, and lets pass nothing but operators between what {@link OperandReader} lets pass. Nothing that an
 * author writes is ever compiled. Not thread-safe.
 */
final class ExpressionReader {
    private static final Set<String> COMPARING = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> WORDS = Set.of("in", "matches", "contains", "excludes", "not");
    private static final Set<String> REACHING = Set.of("+", "-", "[", "(");

    private final Tokens tokens;
    private final OperandReader operands;
    private Operand compared;

    ExpressionReader(Tokens tokens, OperandReader operands) {
        this.tokens = tokens;
        this.operands = operands;
    }

    /** One constraint of a pattern, to its end; empty when it only binds a name. */
    Optional<Asked> constraint() throws NotAllowed {
        Optional<Asked> test = Optional.empty();
        if (operands.isBinding()) {
            Operand bound = operands.binding();
            if (tokens.peek().kind() != Token.Kind.END) {
                test = Optional.of(either(Optional.of(bound)));
            }
        } else {
            test = Optional.of(either(Optional.empty()));
        }
        end();
        return test;
    }

    void end() throws NotAllowed {
        Token rest = tokens.peek();
        if (rest.kind() != Token.Kind.END) {
            throw new NotAllowed(
                    "`" + rest + "` is not allowed here", "see docs/rules.md, What check refuses", rest.at());
        }
    }

    /** @param begun what was read of it already */
    private Asked either(Optional<Operand> begun) throws NotAllowed {
        List<Asked> sides = new ArrayList<>();
        sides.add(both(begun));
        while (tokens.takes("||")) {
            sides.add(both(Optional.empty()));
        }
        return sides.size() == 1 ? sides.get(0) : joined(sides, true);
    }

    private Asked both(Optional<Operand> begun) throws NotAllowed {
        List<Asked> sides = new ArrayList<>();
        sides.add(begun.isPresent() ? comparison(begun.get()) : one());
        while (tokens.takes("&&")) {
            sides.add(one());
        }
        return sides.size() == 1 ? sides.get(0) : joined(sides, false);
    }

    /** In a loop rather than one inside the other, since there may be thousands. */
    private static Asked joined(List<Asked> sides, boolean oneIsEnough) {
        Asked.Holds[] all = sides.stream().map(Asked::holds).toArray(Asked.Holds[]::new);
        return Asked.of(
                facts -> {
                    for (Asked.Holds side : all) {
                        if (side.of(facts) == oneIsEnough) {
                            return oneIsEnough;
                        }
                    }
                    return !oneIsEnough;
                },
                sides.stream().anyMatch(Asked::joined));
    }

    private Asked one() throws NotAllowed {
        operands.deeper();
        try {
            if (tokens.takes("!")) {
                Asked inner = one();
                return Asked.of(facts -> !inner.holds().of(facts), inner.joined());
            }
            if (tokens.peek().is("(")) {
                tokens.take();
                Asked inner = either(Optional.empty());
                tokens.expect(")", "close the bracket");
                return Asked.of(inner.holds(), inner.joined());
            }
            if (operands.isBinding()) {
                return comparison(operands.binding());
            }
            if (compared != null && isOperator(tokens.peek())) {
                return comparison(compared);
            }
            return comparison(operands.operand());
        } finally {
            operands.shallower();
        }
    }

    private static boolean isOperator(Token token) {
        return token.kind() == Token.Kind.SIGN
                ? COMPARING.contains(token.text())
                : token.kind() == Token.Kind.NAME && WORDS.contains(token.text());
    }

    /** What stands behind an operand; an operand alone has to be true or false. */
    private Asked comparison(Operand left) throws NotAllowed {
        Token sign = tokens.peek();
        if (sign.kind() == Token.Kind.SIGN && COMPARING.contains(sign.text())) {
            tokens.take();
            compared = left;
            return Comparisons.compare(left, sign, operands.operand());
        }
        boolean negated = sign.isWord("not");
        if (negated) {
            tokens.take();
        }
        Token word = tokens.peek();
        if (word.kind() == Token.Kind.NAME) {
            tokens.take();
            compared = left;
            Asked test = operator(left, word);
            return negated ? Asked.of(facts -> !test.holds().of(facts), test.joined()) : test;
        }
        if (negated) {
            throw new NotAllowed(
                    "`not` stands before no operator", "write not in, not matches or not contains", word.at());
        }
        if (sign.kind() == Token.Kind.SIGN && REACHING.contains(sign.text())) {
            throw new NotAllowed(
                    "`" + sign.text() + "` is not allowed behind " + left.noun(),
                    "conditions neither reckon nor reach into lists: compare fields as they are, as in turns >= 3",
                    sign.at());
        }
        if (!left.isTruth()) {
            throw new NotAllowed(
                    "a condition is " + left.noun() + ", not true or false", "compare it, as in turns >= 3", sign.at());
        }
        return Asked.of(facts -> Boolean.TRUE.equals(left.value().of(facts)), left.joined());
    }

    private Asked operator(Operand left, Token word) throws NotAllowed {
        return switch (word.text()) {
            case "in" -> among(left, word);
            case "matches" -> Comparisons.matches(left, word, tokens.take());
            case "contains" -> Comparisons.contains(left, word, operands.operand());
            case "excludes" -> {
                Asked contained = Comparisons.contains(left, word, operands.operand());
                yield Asked.of(facts -> !contained.holds().of(facts), contained.joined());
            }
            case "str" ->
                throw new NotAllowed(
                        "`str[…]` does not work in this version of Drools: it breaks after some twenty evaluations",
                        "write text.startsWith( \"…\" ), text.endsWith( \"…\" ) or text.length() == 3",
                        word.at());
            case "memberOf" ->
                throw new NotAllowed("`memberOf` is not allowed", "write in ( \"…\", \"…\" )", word.at());
            case "soundslike" ->
                throw new NotAllowed(
                        "`soundslike` is not allowed: it breaks on letters beyond A to Z",
                        "read a finding of a phrase in the lexicon",
                        word.at());
            default ->
                throw new NotAllowed(
                        "`" + word.text() + "` is not an operator of conditions",
                        "operators are ==, !=, <, <=, >, >=, in, matches, contains, and not before the last three",
                        word.at());
        };
    }

    private Asked among(Operand left, Token word) throws NotAllowed {
        tokens.expect("(", "write in ( \"…\", \"…\" )");
        List<Operand> values = new ArrayList<>();
        do {
            values.add(operands.operand());
        } while (tokens.takes(","));
        tokens.expect(")", "close the bracket");
        return Comparisons.among(left, values, word);
    }
}
