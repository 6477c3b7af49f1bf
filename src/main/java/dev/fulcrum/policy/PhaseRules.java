package dev.fulcrum.policy;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled rules of one phase and what they read.
 *
 * @param free rules that may fire on anything; empty when there are none
 * @param closed the others in groups, of which each needs a finding or a certain conversation
 * @param contracts by rule id
 * @param types simple names of the facts that some rule reads; others need not be inserted
 * @param inspection finds the kinds that some rule reads
 * @param kinds of findings that each rule reads
 * @param growth when each rule can be decided; nothing but in the response phase
 * @param concerns which failures each rule is about; empty but in the failure phase
 */
record PhaseRules(
        Phase phase,
        Optional<RuleBase> free,
        ClosedGroups closed,
        Map<String, RuleContract> contracts,
        Set<String> types,
        Inspection inspection,
        Map<String, Set<String>> kinds,
        Growth growth,
        Map<String, Concern> concerns) {

    PhaseRules {
        contracts = Map.copyOf(contracts);
        types = Set.copyOf(types);
        kinds = Map.copyOf(kinds);
        concerns = Map.copyOf(concerns);
    }

    /** The kinds that some other rule reads than these. */
    Set<String> kindsWithout(Set<String> rules) {
        Set<String> left = new HashSet<>();
        kinds.forEach((rule, own) -> {
            if (!rules.contains(rule)) {
                left.addAll(own);
            }
        });
        return left;
    }

    boolean reads(String type) {
        return types.contains(type);
    }

    /** Whether a rule is decided while an answer comes. */
    boolean inWindows(String rule) {
        return growth.timings().get(rule) == Timing.WINDOW;
    }
}
