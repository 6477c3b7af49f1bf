package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import dev.fulcrum.model.Attempt;
import java.time.Duration;

/** Why there is no answer, or no whole one. Carries no stack trace: it is an outcome, not a fault of the program. */
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Attempt.Outcome outcome;
    private final String detail;
    private final Duration retryAfter;
    private final boolean ofRequest;

    /**
     * @param outcome how the attempt ended
     * @param detail what went wrong, for an operator; holds no text of the exchange and no credentials
     */
    public UpstreamFailure(Attempt.Outcome outcome, String detail) {
        this(outcome, detail, Duration.ZERO, false);
    }

    private UpstreamFailure(Attempt.Outcome outcome, String detail, Duration retryAfter, boolean ofRequest) {
        super(outcome.id() + ": " + detail, null, false, false);
        this.outcome = requireNonNull(outcome);
        this.detail = requireNonNull(detail);
        this.retryAfter = requireNonNull(retryAfter);
        this.ofRequest = ofRequest;
    }

    /** The target was not asked: it is left alone for now, or too many wait for it. */
    static UpstreamFailure shed(String detail, Duration retryAfter) {
        return new UpstreamFailure(Attempt.Outcome.SHED, detail, retryAfter, false);
    }

    /** The request cannot be sent to any target of the kind; says nothing about this one's health. */
    static UpstreamFailure ofRequest(String detail) {
        return new UpstreamFailure(Attempt.Outcome.INVALID, detail, Duration.ZERO, true);
    }

    public Attempt.Outcome outcome() {
        return outcome;
    }

    /** When it makes sense to ask this target again; zero when nothing is known of that. */
    public Duration retryAfter() {
        return retryAfter;
    }

    boolean isOfRequest() {
        return ofRequest;
    }

    /** What went wrong, for an operator. */
    public String detail() {
        return detail;
    }
}
