package dev.fulcrum.config;

import static java.util.Objects.requireNonNull;

/** A value that must not reach a log or a message: it prints as three asterisks. Immutable. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value);
    }

    /** Whether a text can be sent as a header's value: printable ASCII without blanks, not empty. */
    static boolean fitsAHeader(String text) {
        return text.matches("[\\x21-\\x7e]+");
    }

    /** The value itself, for the one place that sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
