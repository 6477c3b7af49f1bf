package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Revision.Interest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What rules of the failure phase may do in an exchange.
 *
 * @param failures about tries that gave no answer
 * @param answers about answers that refuse or evade
 */
record Remedies(Interest failures, Interest answers) {
    private static final Set<Outcome> WITHHELD =
            Collections.unmodifiableSet(EnumSet.of(Outcome.REFUSED, Outcome.EVASIVE));

    private static final Set<Outcome> FAILED = Collections.unmodifiableSet(
            EnumSet.complementOf(EnumSet.of(Outcome.ANSWERED, Outcome.CANCELLED, Outcome.REFUSED, Outcome.EVASIVE)));

    /** What ought to be refused may be refused: a refusal of it is an answer like any other. */
    static Remedies of(Passage passage, Admitted admitted, Decision decision) {
        Interest failures = passage.standing().interest(FAILED);
        Interest answers = passage.standing().interest(WITHHELD);
        boolean mayRefuse = answers != Interest.NONE && admitted.revision().marksRefusable(decision);
        return new Remedies(failures, mayRefuse ? Interest.NONE : answers);
    }

    boolean readsFailures() {
        return failures != Interest.NONE;
    }

    boolean readsAnswers() {
        return answers != Interest.NONE;
    }

    /**
     * Whether an answer has to wait until it is known whether it refuses or evades.
     *
     * @param another whether there is another target to ask
     */
    boolean awaitsAnswers(boolean another) {
        return answers == Interest.ACT || (answers == Interest.NEXT && another);
    }
}
