package dev.fulcrum.model;

/**
 * Proposes to leave a record and to change nothing.
 *
 * @param note why someone should look
 */
public record Flag(String note) implements Proposal {

    public static Flag as(String note) {
        return new Flag(note);
    }

    @Override
    public String action() {
        return "flag";
    }
}
