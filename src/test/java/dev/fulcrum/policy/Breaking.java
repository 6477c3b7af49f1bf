package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A revision made past the builder, whose cases would refuse a rule that breaks. */
final class Breaking {
    private Breaking() {}

    static Revision revision(String... rules) {
        Problems problems = new Problems();
        Map<String, String> drl = Map.of("request/test.drl", Bundles.file(rules));
        Map<String, RuleContract> contracts = new TreeMap<>();
        ContractLint lint = new ContractLint(Bundles.source("").register(), LocalDate.EPOCH, problems);
        List<RuleText> texts = new DrlReader(problems).read(new TreeMap<>(drl));
        texts.forEach(text -> contracts.put(text.id(), lint.read(text).orElseThrow()));
        RuleCompiler compiler = new RuleCompiler(problems);
        Map<Phase, PhaseRules> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<RuleText> own = phase == Phase.REQUEST ? texts : List.of();
            Gate gate = new Gate(own);
            phases.put(
                    phase,
                    new PhaseRules(
                            phase,
                            compiler.compile(phase, gate.free(new TreeMap<>(drl), own)),
                            compiler.compile(phase, gate.gated(new TreeMap<>(drl), own)),
                            gate.triggers(),
                            gate.conversations(),
                            phase == Phase.REQUEST ? contracts : Map.of(),
                            Set.of("Finding", "Exchange"),
                            Bundles.inspection(Bundles.KINDS.keySet()),
                            Map.of(),
                            Map.of(),
                            Bundles.inspection(Set.of())));
        }
        if (!problems.none()) {
            throw new AssertionError(problems.errors());
        }
        return new Revision(Bundles.source(""), phases, List.of(), Bundles.NOW, 0);
    }
}
