package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

/**
 * One try to get an answer from a target.
 *
 * @param target the target's name
 * @param outcome how it ended: the id of an {@link Outcome}
 * @param status HTTP status; 0 when none arrived
 * @param millis from sending the request to the end of the attempt
 * @param detail what went wrong, for an operator; empty when nothing did
 * @param number which try of the exchange it is, from 1
 * @param latest whether it is the newest, as rules of the failure phase see it
 * @param last whether nothing can be asked after it, since the route's targets, tries or time are used up
 */
public record Attempt(
        String target,
        String outcome,
        int status,
        long millis,
        String detail,
        int number,
        boolean latest,
        boolean last) {
    public Attempt {
        requireNonNull(target);
        requireNonNull(outcome);
        requireNonNull(detail);
    }

    /** A try of which nothing is known yet but how it ended. */
    public static Attempt of(String target, Outcome outcome, int status, long millis, String detail) {
        return new Attempt(target, outcome.id(), status, millis, detail, 1, true, false);
    }

    /** The same as one of several tries. */
    public Attempt among(int which, boolean newest, boolean nothingLeft) {
        return new Attempt(target, outcome, status, millis, detail, which, newest, nothingLeft);
    }

    /** How an attempt ended. */
    public enum Outcome {
        ANSWERED("answered"),
        /** The target answered with a status that is the caller's to read, such as 400. */
        REJECTED("rejected"),
        /** The target asked to come back later: 429. */
        RATE_LIMITED("rate-limited"),
        /** The target answered 5xx, or told of an error inside its answer. */
        ERROR("error"),
        /** No connection, or it broke before the answer began. */
        UNREACHABLE("unreachable"),
        TIMEOUT("timeout"),
        /** The answer broke off. */
        CUT("cut"),
        /** The answer could not be read as what it should be. */
        INVALID("invalid"),
        /** The model refused, or its vendor's filter did. */
        REFUSED("refused"),
        /** The model answered without answering. */
        EVASIVE("evasive"),
        /** The target takes no requests for now: it failed too often, or its queue is full. */
        SHED("shed"),
        /** The caller left. */
        CANCELLED("cancelled");

        private final String id;

        Outcome(String id) {
            this.id = id;
        }

        /** The word in rules and in the ledger. */
        public String id() {
            return id;
        }
    }
}
