package dev.fulcrum.model;

/**
 * One try to get an answer from a target.
 *
 * @param target the target's name
 * @param outcome how it ended
 * @param status HTTP status; 0 when none arrived
 * @param millis from sending the request to the end of the attempt
 * @param detail what went wrong, for an operator; empty when nothing did
 */
public record Attempt(String target, Outcome outcome, int status, long millis, String detail) {

    /** How an attempt ended. */
    public enum Outcome {
        ANSWERED("answered"),
        /** The target answered with a status that is the caller's to read, such as 400 or 429. */
        REJECTED("rejected"),
        /** The target answered 5xx. */
        ERROR("error"),
        /** No connection, or it broke before the answer began. */
        UNREACHABLE("unreachable"),
        TIMEOUT("timeout"),
        /** The answer broke off. */
        CUT("cut"),
        /** The answer could not be read as what it should be. */
        INVALID("invalid"),
        /** The caller left. */
        CANCELLED("cancelled");

        private final String id;

        Outcome(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }
}
