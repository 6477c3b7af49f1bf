package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads values: fields of facts, names that patterns bind, literals, and {@link Functions} on them. Nothing else is let pass. Not thread-safe.
 */
final class OperandReader {
    private static final int DEEPEST = 30;
    private static final String OPERANDS = "use fields of facts, names bound with $, texts, numbers, true and false";

    private final Tokens tokens;
    private final Scope scope;
    private final Outers outers;
    private final Optional<Class<?>> own;
    private final int slot;
    private int depth;

    /**
     * @param own the pattern's type of fact; empty in a consequence
     * @param slot the pattern's number
     */
    OperandReader(Tokens tokens, Scope scope, Outers outers, Optional<Class<?>> own, int slot) {
        this.tokens = tokens;
        this.scope = scope;
        this.outers = outers;
        this.own = own;
        this.slot = slot;
    }

    boolean isBinding() {
        return tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().is(":");
    }

    /** A name that is bound, and what it is. */
    Operand binding() throws NotAllowed {
        Token name = tokens.take();
        tokens.take();
        if (!name.text().startsWith("$")) {
            throw new NotAllowed(
                    "`" + name.text() + "` is bound without $", "write $" + name.text() + " : …", name.at());
        }
        Token first = tokens.peek();
        Class<?> type = own.orElseThrow();
        Function<Object, Object> path = fact -> fact;
        Optional<FactFields.Field> plain = Optional.empty();
        if (first.isWord("this")) {
            tokens.take();
        } else {
            FactFields.Field field = field(type, tokens.take());
            path = field.reader();
            type = field.type();
            plain = Optional.of(field);
        }
        while (tokens.peek().is(".")) {
            tokens.take();
            FactFields.Field field = field(type, tokens.take());
            Function<Object, Object> before = path;
            path = fact -> {
                Object value = before.apply(fact);
                return value == null ? null : field.reader().apply(value);
            };
            type = field.type();
            plain = Optional.empty();
        }
        if (!scope.bind(name.text(), new Scope.Bound(slot, type, path))) {
            throw new NotAllowed("`" + name.text() + "` is bound twice", "give one of them another name", name.at());
        }
        Function<Object, Object> reader = path;
        return new Operand(type, facts -> reader.apply(facts[0]), Optional.empty(), plain, false);
    }

    /** Goes into a bracket. */
    void deeper() throws NotAllowed {
        if (++depth > DEEPEST) {
            throw new NotAllowed(
                    "brackets are nested too deeply",
                    "write a plainer condition",
                    tokens.peek().at());
        }
    }

    /** Comes out of one. */
    void shallower() {
        depth--;
    }

    /** A value: a literal, a field, or a name that a pattern binds, with functions behind it. */
    Operand operand() throws NotAllowed {
        Token token = tokens.take();
        return switch (token.kind()) {
            case STRING -> calls(text(token));
            case NUMBER -> number(token, 1);
            case NAME -> named(token);
            default -> {
                if (token.is("-") && tokens.peek().kind() == Token.Kind.NUMBER) {
                    yield number(tokens.take(), -1);
                }
                throw new NotAllowed("`" + token + "` stands where a value should", OPERANDS, token.at());
            }
        };
    }

    private static Operand text(Token token) throws NotAllowed {
        if (!token.plain()) {
            throw new NotAllowed(
                    "the text \"" + token.text() + "\" has an escape that is not allowed",
                    "write \\\\, \\\", \\n, \\r or \\t, and other characters as they are",
                    token.at());
        }
        return Operand.literal(token.text());
    }

    private static Operand number(Token token, int sign) {
        return token.text().indexOf('.') < 0
                ? Operand.literal(sign * Long.parseLong(token.text()))
                : Operand.literal(sign * Double.parseDouble(token.text()));
    }

    private Operand named(Token name) throws NotAllowed {
        return switch (name.text()) {
            case "true" -> Operand.literal(true);
            case "false" -> Operand.literal(false);
            case "null" -> Operand.nothing();
            default -> read(name);
        };
    }

    private Operand read(Token name) throws NotAllowed {
        if (name.text().startsWith("$")) {
            Scope.Bound bound = scope.find(name.text())
                    .orElseThrow(() -> new NotAllowed(
                            "`" + name.text() + "` is bound by no pattern before it",
                            scope.names().isEmpty()
                                    ? "bind it in `when`, as in $f : Finding( … )"
                                    : "bound are " + String.join(", ", scope.names()),
                            name.at()));
            boolean inside = own.isPresent() && bound.slot() == slot;
            int place = inside ? 0 : outers.place(bound.slot());
            return calls(Operand.computed(bound.type(), facts -> bound.path().apply(facts[place]), !inside));
        }
        if (own.isEmpty()) {
            throw new NotAllowed(
                    "`" + name.text() + "` reaches beyond the proposal",
                    "use texts and the facts that `when` binds, such as $f",
                    name.at());
        }
        if (name.text().equals("this")) {
            return calls(Operand.computed(own.get(), facts -> facts[0], false));
        }
        FactFields.Field field = field(own.get(), name);
        return calls(new Operand(
                field.type(), facts -> field.reader().apply(facts[0]), Optional.empty(), Optional.of(field), false));
    }

    private static FactFields.Field field(Class<?> type, Token name) throws NotAllowed {
        Optional<FactFields.Field> field = FactFields.field(type, name.text());
        if (name.kind() == Token.Kind.NAME && field.isPresent()) {
            return field.get();
        }
        if (!FactFields.hasFields(type)) {
            throw new NotAllowed(
                    "`" + name + "` is no field: a " + type.getSimpleName() + " has none", OPERANDS, name.at());
        }
        Set<String> known = FactFields.names(type);
        throw new NotAllowed(
                "`" + name + "` is no field of " + type.getSimpleName(),
                Nearest.to(name.text(), known)
                        .map(it -> "did you mean `" + it + "`?")
                        .orElse("fields are " + String.join(", ", known)),
                name.at());
    }

    /** Fields and functions behind an operand. */
    private Operand calls(Operand begun) throws NotAllowed {
        Operand operand = begun;
        while (tokens.takes(".")) {
            Token name = tokens.take();
            boolean called = tokens.takes("(");
            List<Operand> arguments = called ? arguments() : List.of();
            Operand before = operand;
            Optional<FactFields.Field> field = arguments.isEmpty() && name.kind() == Token.Kind.NAME
                    ? FactFields.field(before.type(), name.text())
                    : Optional.empty();
            if (field.isPresent()) {
                Function<Object, Object> reader = field.get().reader();
                operand = Operand.computed(
                        field.get().type(),
                        facts -> {
                            Object value = before.value().of(facts);
                            return value == null ? null : reader.apply(value);
                        },
                        before.joined());
            } else {
                operand = Functions.call(before, name.text(), arguments).orElseThrow(() -> unknown(before, name));
            }
        }
        return operand;
    }

    private static NotAllowed unknown(Operand own, Token name) {
        String what = "`" + name + "` is neither a field nor a function that rules may use on " + own.noun();
        return FactFields.hasFields(own.type())
                ? new NotAllowed(
                        what,
                        "fields of " + own.type().getSimpleName() + " are "
                                + String.join(", ", FactFields.names(own.type())),
                        name.at())
                : new NotAllowed(what, "functions are " + Functions.known(), name.at());
    }

    private List<Operand> arguments() throws NotAllowed {
        deeper();
        List<Operand> arguments = new ArrayList<>();
        if (!tokens.takes(")")) {
            do {
                arguments.add(sum());
            } while (tokens.takes(","));
            tokens.expect(")", "close the bracket");
        }
        shallower();
        return arguments;
    }

    /** A value, or in a consequence several texts joined by +. */
    Operand sum() throws NotAllowed {
        Operand sum = operand();
        while (own.isEmpty() && tokens.peek().is("+")) {
            Token plus = tokens.take();
            Operand left = sum;
            Operand right = operand();
            if (!left.isText() && !right.isText()) {
                throw new NotAllowed("`+` joins no texts", "begin with a text, as in \"\" + $f.count()", plus.at());
            }
            sum = left.literal().isPresent() && right.literal().isPresent()
                    ? Operand.literal(
                            left.literal().get().toString() + right.literal().get())
                    : Operand.computed(
                            String.class,
                            facts -> {
                                String beginning = String.valueOf(left.value().of(facts));
                                String end = String.valueOf(right.value().of(facts));
                                return Run.current().wrote(beginning.concat(end));
                            },
                            left.joined() || right.joined());
        }
        return sum;
    }
}
