package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;

/** One attempt of a guarded target: the place that it holds and what it says about the target's health. */
final class GuardedAttempt {
    private final GuardedTarget target;
    private final Places.Place place;
    private final Health.Pass pass;

    /** @param pass null when the target has no breaker */
    GuardedAttempt(GuardedTarget target, Places.Place place, Health.Pass pass) {
        this.target = target;
        this.place = place;
        this.pass = pass;
    }

    /** The target asks for a pause. */
    void cool(UpstreamAnswer answer) {
        target.cool(answer);
    }

    /** Nothing more is under way. */
    void leave() {
        place.leave();
    }

    /** There is no answer, or no more of it. */
    void failed(Throwable cause) {
        leave();
        if (!(cause instanceof UpstreamFailure failure)) {
            ended(Attempt.Outcome.INVALID, 0);
        } else {
            ended(failure.isOfRequest() ? Attempt.Outcome.CANCELLED : failure.outcome(), 0);
        }
    }

    /**
     * Counts how it ended; only the first call does.
     *
     * @param status that the target answered with; 0 when it did not
     */
    void ended(Attempt.Outcome outcome, int status) {
        if (pass == null) {
            return;
        }
        switch (outcome) {
            case ANSWERED, REJECTED, REFUSED, EVASIVE -> pass.succeeded();
            case ERROR, UNREACHABLE, TIMEOUT, CUT, INVALID -> pass.failed(outcome, status);
            case RATE_LIMITED -> {
                if (pass.isProbe()) {
                    pass.succeeded(); // it is there again, and speaks for itself
                } else {
                    pass.neither();
                }
            }
            case SHED, CANCELLED -> pass.neither();
        }
    }
}
