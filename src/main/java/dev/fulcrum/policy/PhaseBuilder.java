package dev.fulcrum.policy;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a bundle's rules of one phase ready to evaluate, out of files that passed the lint.
 *
 * @param holding routes that are told when a rule keeps them from what they ask for
 * @param bases compiled rules that may be taken over
 * @param read all rules by id
 */
record PhaseBuilder(
        Inspection.Factory inspections,
        Lexicon lexicon,
        RevisionBuilder.Holding holding,
        Memory<Unit, RuleBase>.Use bases,
        Map<String, ReadRule> read,
        Problems problems) {

    /** The rules; empty when they do not compile or their findings cannot be looked for, which is among the problems then. */
    Optional<PhaseRules> build(
            Phase phase, List<DrlFile> files, Map<String, RuleContract> contracts, Map<String, Reads> reads) {
        Map<String, RuleContract> own = new HashMap<>(contracts);
        own.values().removeIf(contract -> contract.phase() != phase);
        Reads all = new Reads();
        Map<String, Set<String>> kinds = new HashMap<>();
        own.keySet().forEach(rule -> {
            all.add(reads.get(rule));
            kinds.put(rule, reads.get(rule).kinds());
        });
        List<DrlFile> ofPhase = files.stream()
                .filter(file -> file.holds(rule -> own.containsKey(rule.id())))
                .toList();
        Gate gate = new Gate(ofPhase, reads);
        Optional<RuleBase> free = gate.free().flatMap(this::compile);
        List<ClosedGroups.Group> closed = new ArrayList<>();
        for (Gate.Closed group : gate.closed()) {
            compile(group.unit()).ifPresent(base -> closed.add(new ClosedGroups.Group(base, group.opening())));
        }
        try {
            Inspection inspection = inspections.create(lexicon, all.kinds());
            Growth growth = phase == Phase.RESPONSE
                    ? new Growth.Reading(inspections, lexicon, holding).of(DrlFile.rules(ofPhase), own, problems)
                    : Growth.NONE;
            return Optional.of(new PhaseRules(
                    phase,
                    free,
                    new ClosedGroups(closed),
                    own,
                    all.types(),
                    inspection,
                    kinds,
                    growth,
                    concerns(phase, ofPhase, own)));
        } catch (IllegalArgumentException e) {
            problems.error("lexicon/", 0, "", e.getMessage(), "");
            return Optional.empty();
        }
    }

    private static Map<String, Concern> concerns(
            Phase phase, List<DrlFile> files, Map<String, RuleContract> contracts) {
        Map<String, Concern> concerns = new HashMap<>();
        if (phase == Phase.FAILURE) {
            DrlFile.rules(files).stream()
                    .filter(rule -> contracts.get(rule.id()).infers().isEmpty())
                    .forEach(rule -> concerns.put(rule.id(), Concern.of(rule)));
        }
        return concerns;
    }

    private Optional<RuleBase> compile(Unit unit) {
        return bases.get(
                unit,
                missing -> Optional.of(RuleCompiler.compile(
                        missing.rules().keySet().stream().map(read::get).toList())));
    }
}
