package dev.fulcrum.policy;

import dev.fulcrum.model.RuleCase;
import java.util.List;

/**
 * What one example of a bundle showed.
 *
 * @param fired whether the rule fired
 * @param surprise why the example failed; empty when it passed
 * @param kinds kinds of findings in the example's text, which helps to see why
 */
public record CaseResult(RuleCase example, boolean fired, String surprise, List<String> kinds) {
    public CaseResult {
        kinds = List.copyOf(kinds);
    }

    public boolean passed() {
        return surprise.isEmpty();
    }
}
