package dev.fulcrum.policy;

import java.util.List;

/** What a rule asks for, with all names resolved: patterns of facts, and groups of them that must or must not be there. */
sealed interface Plan permits Plan.Pattern, Plan.Group {

    /**
     * A pattern of a fact.
     *
     * @param slot its number in the rule
     * @param equal texts to which fields have to be equal, looked up by hashing
     * @param own what it asks of its fact alone
     * @param joined what it asks of its fact together with others
     * @param others the slots of these others, in the order in which their facts are handed over
     */
    record Pattern(
            int slot,
            Class<?> type,
            List<Asked.Equal> equal,
            List<Asked.Holds> own,
            List<Asked.Holds> joined,
            List<Integer> others)
            implements Plan {}

    /**
     * Plans that hold together, or may not.
     *
     * @param negated whether there must be no such facts
     * @param plans that have to be fulfilled together
     */
    record Group(boolean negated, List<Plan> plans) implements Plan {}
}
