package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.UnreadableAnswer;
import dev.fulcrum.upstream.UpstreamFailure;

/** Why an attempt gave no answer that can be used. An outcome, not a fault of the program. */
final class AttemptFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Attempt.Outcome outcome;
    private final int status;
    private final String detail;
    private final transient RetryAfter retryAfter;

    /**
     * @param status HTTP status; 0 when none arrived
     * @param detail what went wrong, for an operator, without text of the exchange
     */
    AttemptFailure(Attempt.Outcome outcome, int status, String detail) {
        this(outcome, status, detail, RetryAfter.UNSAID);
    }

    /** @param retryAfter what the target said of when to ask it again */
    AttemptFailure(Attempt.Outcome outcome, int status, String detail, RetryAfter retryAfter) {
        super(outcome.id() + ": " + detail, null, false, false);
        this.retryAfter = retryAfter;
        this.outcome = outcome;
        this.status = status;
        this.detail = detail;
    }

    /** What a target, or the reading of its answer, threw. */
    static AttemptFailure of(Throwable cause, int status) {
        if (cause instanceof AttemptFailure failure) {
            return failure;
        } else if (cause instanceof UpstreamFailure failure) {
            return new AttemptFailure(failure.outcome(), status, failure.detail());
        } else if (cause instanceof UnreadableAnswer unreadable) {
            Attempt.Outcome outcome =
                    switch (unreadable.code()) {
                        case UnreadableAnswer.CUT -> Attempt.Outcome.CUT;
                        case UnreadableAnswer.UPSTREAM_ERROR -> Attempt.Outcome.ERROR;
                        default -> Attempt.Outcome.INVALID;
                    };
            return new AttemptFailure(outcome, status, unreadable.getMessage());
        }
        return new AttemptFailure(Attempt.Outcome.INVALID, status, cause.toString());
    }

    Attempt.Outcome outcome() {
        return outcome;
    }

    int status() {
        return status;
    }

    RetryAfter retryAfter() {
        return retryAfter;
    }

    String detail() {
        return detail;
    }
}
