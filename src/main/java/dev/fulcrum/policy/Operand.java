package dev.fulcrum.policy;

import java.util.Optional;

/**
 * A value that a condition or a consequence speaks of.
 *
 * @param type boxed; {@code Void} for null
 * @param value how it is read
 * @param literal what it is whatever the facts are; empty when it depends on them
 * @param field the field of the pattern's own fact that it is; empty when it is anything else
 * @param joined whether it reads other facts than the pattern's own
 */
record Operand(Class<?> type, Value value, Optional<Object> literal, Optional<FactFields.Field> field, boolean joined) {

    /** Reads a value. */
    interface Value {
        /**
         * The value.
         *
         * @param facts the pattern's own fact, then the others in the order of {@link Outers}
         */
        Object of(Object[] facts);
    }

    static Operand literal(Object value) {
        return new Operand(value.getClass(), facts -> value, Optional.of(value), Optional.empty(), false);
    }

    static Operand computed(Class<?> type, Value value, boolean joined) {
        return new Operand(type, value, Optional.empty(), Optional.empty(), joined);
    }

    static Operand nothing() {
        return computed(Void.class, facts -> null, false);
    }

    boolean isText() {
        return type == String.class;
    }

    boolean isNumber() {
        return Number.class.isAssignableFrom(type);
    }

    boolean isTruth() {
        return type == Boolean.class;
    }

    /** What it is, for people. */
    String noun() {
        if (isText()) {
            return "a text";
        } else if (isNumber()) {
            return "a number";
        } else if (isTruth()) {
            return "true or false";
        }
        return type == Void.class ? "null" : "a " + type.getSimpleName();
    }
}
