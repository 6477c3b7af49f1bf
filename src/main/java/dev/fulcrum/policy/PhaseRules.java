package dev.fulcrum.policy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kie.api.KieBase;

/**
 * The compiled rules of one phase and what they read.
 *
 * @param free rules that may fire whatever was found; empty when there are none
 * @param gated rules of which each needs a finding; empty when there are none
 * @param triggers kinds of which one at least must be found before any gated rule can fire
 * @param contracts by rule id
 * @param types simple names of the facts that some rule reads; others need not be inserted
 * @param inspection finds the kinds that some rule reads
 */
record PhaseRules(
        Phase phase,
        Optional<KieBase> free,
        Optional<KieBase> gated,
        Set<String> triggers,
        Map<String, RuleContract> contracts,
        Set<String> types,
        Inspection inspection) {
    PhaseRules {
        triggers = Set.copyOf(triggers);
        contracts = Map.copyOf(contracts);
        types = Set.copyOf(types);
    }

    boolean reads(String type) {
        return types.contains(type);
    }

    /** Whether any gated rule can fire on these findings. */
    boolean triggered(List<Finding> findings) {
        for (Finding finding : findings) {
            if (triggers.contains(finding.kind())) {
                return true;
            }
        }
        return false;
    }
}
