package dev.fulcrum.model;

/**
 * Proposes to leave a record and to change nothing.
 *
 * @param note why someone should look
 * @param refusable whether the prompt is one that a model ought to refuse, so that no fallback goes round its refusal
 */
public record Flag(String note, boolean refusable) implements Proposal {

    public static Flag as(String note) {
        return new Flag(note, false);
    }

    /** Marks the prompt as one that a model ought to refuse. */
    public static Flag refusable(String note) {
        return new Flag(note, true);
    }

    @Override
    public String action() {
        return "flag";
    }
}
