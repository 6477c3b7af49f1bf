package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import java.util.List;

/**
 * What the rules of a phase had to say about one exchange.
 *
 * @param fired ids of the rules that fired, in no meaningful order
 * @param proposals in no meaningful order
 * @param errors rules that broke; never to be taken for a block
 */
public record Evaluation(Phase phase, List<String> fired, List<Proposed> proposals, List<PolicyError> errors) {
    public Evaluation {
        fired = List.copyOf(fired);
        proposals = List.copyOf(proposals);
        errors = List.copyOf(errors);
    }
}
