package dev.fulcrum.model;

/** How an exchange ended; the value of {@code x-fulcrum-outcome}. */
public enum Outcome {
    ANSWERED("answered"),
    BLOCKED("blocked"),
    ANSWERED_BY_RULE("answered-by-rule"),
    HANDED_OFF("handed-off"),
    FAILED("failed");

    private final String id;

    Outcome(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
