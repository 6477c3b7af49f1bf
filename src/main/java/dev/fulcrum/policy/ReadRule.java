package dev.fulcrum.policy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * A rule, read down to its last word.
 *
 * @param branches its alternatives; most rules have one
 * @param need without what it cannot fire
 */
record ReadRule(String id, List<Branch> branches, Optional<Need> need) {

    /**
     * One alternative.
     *
     * @param plans that have to be fulfilled together
     * @param insertions what the consequence does then
     * @param slots of the patterns whose facts the insertions read
     */
    record Branch(List<Plan> plans, List<Insertion> insertions, List<Integer> slots) {}

    /** Makes what a consequence inserts: a {@link Proposal} or an inferred {@link Finding}. */
    interface Insertion {
        /**
         * Makes it.
         *
         * @param facts from the second place on, in the order of {@link Branch#slots}
         */
        Object make(Object[] facts);
    }
}
