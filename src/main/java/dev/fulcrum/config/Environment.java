package dev.fulcrum.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Puts environment variables in the place of {@code ${NAME}} inside scalars; a second dollar sign before it keeps it.
 *
 * <p>What a variable contains is not looked through again. No message says what a variable contains.
 */
final class Environment {
    /** Leaves every scalar as it is: for files whose meaning must depend on their content alone. */
    static final Environment NONE = new Environment(Optional.empty());

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Optional<UnaryOperator<String>> variables;

    private Environment(Optional<UnaryOperator<String>> variables) {
        this.variables = variables;
    }

    /** An environment that answers null for a variable that is not set. */
    static Environment of(Function<String, String> variables) {
        return new Environment(Optional.of(variables::apply));
    }

    /** Whether the scalar takes something from this environment, rightly or wrongly written. */
    boolean concerns(String scalar) {
        return variables.isPresent() && scalar.replace("$${", "").contains("${");
    }

    /** Whether the scalar is one variable and nothing else. */
    boolean isOneVariable(String scalar) {
        return variables.isPresent() && scalar.matches("\\$\\{" + NAME + "}");
    }

    /** The scalar with its variables filled in; empty when something was reported. */
    Optional<String> expand(Value value, String scalar) {
        if (variables.isEmpty()) {
            return Optional.of(scalar);
        }
        StringBuilder text = new StringBuilder();
        boolean whole = true;
        int at = 0;
        while (at < scalar.length()) {
            int end = at + 1;
            if (scalar.startsWith("$${", at)) {
                end = at + 3;
                text.append("${");
            } else if (scalar.startsWith("${", at)) {
                int close = scalar.indexOf('}', at);
                end = close < 0 ? scalar.length() : close + 1;
                Optional<String> found = look(value, scalar.substring(at, end));
                whole &= found.isPresent();
                text.append(found.orElse(""));
            } else {
                text.append(scalar.charAt(at));
            }
            at = end;
        }
        return whole ? Optional.of(text.toString()) : Optional.empty();
    }

    private Optional<String> look(Value value, String reference) {
        if (!isOneVariable(reference)) {
            value.problem(
                    "a reference to the environment is not well formed",
                    "expected ${NAME} with letters, digits and `_` in the name; write $${ for the characters ${");
            return Optional.empty();
        }
        String name = reference.substring(2, reference.length() - 1);
        String found = variables.orElseThrow().apply(name);
        if (found == null) {
            value.problem(
                    "the environment variable " + name + " is not set",
                    "set " + name + " before the start; write $${ for the characters ${");
        }
        return Optional.ofNullable(found);
    }
}
