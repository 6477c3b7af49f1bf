package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
        List<DrlFile> files = new DrlReader(problems).read(new TreeMap<>(drl));
        Map<String, Reads> reads = new HashMap<>();
        DrlFile.rules(files).forEach(text -> {
            contracts.put(text.id(), lint.read(text).orElseThrow());
            reads.put(text.id(), new Reads());
        });
        RuleCompiler compiler = new RuleCompiler(problems);
        Map<Phase, PhaseRules> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Gate gate = new Gate(phase == Phase.REQUEST ? files : List.of(), reads);
            List<ClosedGroups.Group> closed = new ArrayList<>();
            for (Gate.Closed group : gate.closed()) {
                compiler.compile(phase, group.unit())
                        .ifPresent(base -> closed.add(new ClosedGroups.Group(base, group.opening())));
            }
            phases.put(
                    phase,
                    new PhaseRules(
                            phase,
                            gate.free().flatMap(unit -> compiler.compile(phase, unit)),
                            new ClosedGroups(closed),
                            phase == Phase.REQUEST ? contracts : Map.of(),
                            Set.of("Finding", "Exchange"),
                            Bundles.inspection(Bundles.KINDS.keySet()),
                            Map.of(),
                            Growth.NONE,
                            Map.of()));
        }
        if (!problems.none()) {
            throw new AssertionError(problems.errors());
        }
        return new Revision(Bundles.source(""), phases, List.of(), Bundles.NOW, 0);
    }
}
