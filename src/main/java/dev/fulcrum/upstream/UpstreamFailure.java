package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import dev.fulcrum.model.Attempt;

/** Why there is no answer, or no whole one. Carries no stack trace: it is an outcome, not a fault of the program. */
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Attempt.Outcome outcome;
    private final String detail;

    /**
     * @param outcome how the attempt ended
     * @param detail what went wrong, for an operator; holds no text of the exchange and no credentials
     */
    public UpstreamFailure(Attempt.Outcome outcome, String detail) {
        super(outcome.id() + ": " + detail, null, false, false);
        this.outcome = requireNonNull(outcome);
        this.detail = requireNonNull(detail);
    }

    public Attempt.Outcome outcome() {
        return outcome;
    }

    /** What went wrong, for an operator. */
    public String detail() {
        return detail;
    }
}
