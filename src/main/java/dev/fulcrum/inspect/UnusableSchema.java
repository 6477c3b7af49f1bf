package dev.fulcrum.inspect;

/** A configured JSON schema that is none; the message begins with its source and is all that a person needs to mend it. */
public final class UnusableSchema extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnusableSchema(String source, String what) {
        super(source + ": " + what);
    }
}
