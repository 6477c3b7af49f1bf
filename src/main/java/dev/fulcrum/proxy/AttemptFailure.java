package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.UnreadableAnswer;
import dev.fulcrum.upstream.LastResort;
import dev.fulcrum.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why an attempt gave no answer that can be used. An outcome, not a fault of the program. */
final class AttemptFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(AttemptFailure.class);

    private final Attempt.Outcome outcome;
    private final int status;
    private final String detail;
    private final transient Patience patience;

    /**
     * @param status HTTP status; 0 when none arrived
     * @param detail what went wrong, for an operator, without text of the exchange
     */
    AttemptFailure(Attempt.Outcome outcome, int status, String detail) {
        this(outcome, status, detail, Patience.UNSAID);
    }

    /** @param patience what the target said of when it may be asked again */
    AttemptFailure(Attempt.Outcome outcome, int status, String detail, Patience patience) {
        super(outcome.id() + ": " + detail, null, false, false);
        this.patience = patience;
        this.outcome = outcome;
        this.status = status;
        this.detail = detail;
    }

    /** What a target, or the reading of its answer, threw. */
    static AttemptFailure of(Throwable cause, int status) {
        if (cause instanceof AttemptFailure failure) {
            return failure;
        } else if (cause instanceof UpstreamFailure failure) {
            Optional<Duration> pause = Optional.of(failure.retryAfter()).filter(it -> !it.isZero());
            return new AttemptFailure(failure.outcome(), status, failure.detail(), new Patience(pause, false));
        } else if (cause instanceof UnreadableAnswer unreadable) {
            Attempt.Outcome outcome =
                    switch (unreadable.code()) {
                        case UnreadableAnswer.CUT -> Attempt.Outcome.CUT;
                        case UnreadableAnswer.UPSTREAM_ERROR -> Attempt.Outcome.ERROR;
                        default -> Attempt.Outcome.INVALID;
                    };
            return new AttemptFailure(outcome, status, unreadable.getMessage());
        }
        LastResort.unlessUsable(cause);
        LOG.warn("an answer could not be read", cause);
        return new AttemptFailure(
                Attempt.Outcome.INVALID, status, cause.getClass().getSimpleName());
    }

    Attempt.Outcome outcome() {
        return outcome;
    }

    int status() {
        return status;
    }

    Patience patience() {
        return patience;
    }

    String detail() {
        return detail;
    }
}
