package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Revisions made past the builder, whose cases would refuse a rule that breaks. */
final class Breaking {
    private static final Set<String> TYPES =
            Set.of("Finding", "Exchange", "Message", "ToolCall", "Conversation", "Desk", "ToolResult", "Answer");

    private Breaking() {}

    /** Throws what a rule is to throw, if it is to throw anything this time. */
    interface Fault {
        void happen();
    }

    static Revision revision(String... rules) {
        return revision(Map.of(), Map.of(), rules);
    }

    /**
     * A revision of the request phase.
     *
     * @param conditions what happens whenever a condition of these rules is evaluated
     * @param consequences what happens whenever these rules fire
     */
    static Revision revision(Map<String, Fault> conditions, Map<String, Fault> consequences, String... rules) {
        Problems problems = new Problems();
        Map<String, String> drl = Map.of("request/test.drl", Bundles.file(rules));
        Map<String, RuleContract> contracts = new TreeMap<>();
        ContractLint lint = new ContractLint(Bundles.source("").register(), LocalDate.EPOCH, problems);
        List<DrlFile> files = new DrlReader(problems).read(new TreeMap<>(drl));
        Map<String, Reads> reads = new HashMap<>();
        Map<String, ReadRule> read = new HashMap<>();
        RuleReader reader = new RuleReader(problems);
        DrlFile.rules(files).forEach(text -> {
            contracts.put(text.id(), lint.read(text).orElseThrow());
            reads.put(text.id(), new Reads());
            reader.read(text).ifPresent(rule -> read.put(rule.id(), broken(rule, conditions, consequences)));
        });
        if (!problems.none()) {
            throw new AssertionError(problems.errors());
        }
        Map<Phase, PhaseRules> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Gate gate = new Gate(phase == Phase.REQUEST ? files : List.of(), reads);
            List<ClosedGroups.Group> closed = new ArrayList<>();
            for (Gate.Closed group : gate.closed()) {
                closed.add(new ClosedGroups.Group(compile(group.unit(), read), group.opening()));
            }
            phases.put(
                    phase,
                    new PhaseRules(
                            phase,
                            gate.free().map(unit -> compile(unit, read)),
                            new ClosedGroups(closed),
                            phase == Phase.REQUEST ? contracts : Map.of(),
                            TYPES,
                            Bundles.inspection(Bundles.KINDS.keySet()),
                            Map.of(),
                            Growth.NONE,
                            Map.of()));
        }
        return new Revision(Bundles.source(""), phases, List.of(), Bundles.NOW, 0);
    }

    private static RuleBase compile(Unit unit, Map<String, ReadRule> read) {
        return RuleCompiler.compile(
                unit.rules().keySet().stream().map(read::get).toList());
    }

    private static ReadRule broken(ReadRule rule, Map<String, Fault> conditions, Map<String, Fault> consequences) {
        Optional<Fault> condition = Optional.ofNullable(conditions.get(rule.id()));
        Optional<Fault> consequence = Optional.ofNullable(consequences.get(rule.id()));
        List<ReadRule.Branch> branches = rule.branches().stream()
                .map(branch -> new ReadRule.Branch(
                        condition.map(fault -> broken(branch.plans(), fault)).orElse(branch.plans()),
                        consequence.map(Breaking::insertion).orElse(branch.insertions()),
                        branch.slots()))
                .toList();
        return new ReadRule(rule.id(), branches, rule.need());
    }

    private static List<ReadRule.Insertion> insertion(Fault fault) {
        return List.of(facts -> {
            fault.happen();
            throw new AssertionError("nothing happened");
        });
    }

    private static List<Plan> broken(List<Plan> plans, Fault fault) {
        List<Plan> broken = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Group group) {
                broken.add(new Plan.Group(group.negated(), broken(group.plans(), fault)));
            } else if (plan instanceof Plan.Pattern pattern) {
                List<Asked.Holds> own = new ArrayList<>();
                own.add(facts -> {
                    fault.happen();
                    return true;
                });
                own.addAll(pattern.own());
                broken.add(new Plan.Pattern(
                        pattern.slot(), pattern.type(), pattern.equal(), own, pattern.joined(), pattern.others()));
            }
        }
        return broken;
    }
}
