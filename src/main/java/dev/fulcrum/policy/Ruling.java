package dev.fulcrum.policy;

import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Trade;
import java.util.List;

/**
 * What became of the proposals of one kind that one rule made.
 *
 * @param mode the rule's switch as it applied
 * @param effect what became of them
 * @param proposals at least one, all of the same type
 */
public record Ruling(RuleContract rule, Switch.Mode mode, Trade.Effect effect, List<Proposal> proposals) {
    public Ruling {
        proposals = List.copyOf(proposals);
    }

    /** The action's name in the ledger. */
    public String action() {
        return proposals.get(0).action();
    }
}
