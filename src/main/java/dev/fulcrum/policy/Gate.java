package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parts the rules of a phase into groups, each with a session of its own: one of rules that may fire on anything, and others that
 * stay closed until something that their rules need is there.
 *
 * <p>Most exchanges hold nothing that any rule looks for, and then only the first session is opened. The rule engine pays for each rule that
 * begins with {@code exists} at every session, so this keeps evaluation flat as rules grow. Groups go by file, so that a change of one file
 * leaves most groups as they were. Rules that infer stand in one group with those that read what they infer.
 */
final class Gate {
    /** Into how many groups closed rules are parted at most: more make a smaller part new when a file changes, but cost at every start. */
    private static final int PARTS = 16;

    private static final int LINKED = -1;
    private static final int FREE = -2;

    /** Rules that are compiled together and stay closed until something that they need is there. */
    record Closed(Unit unit, Opening opening) {}

    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<Integer, List<Need>> needs = new TreeMap<>();
    private final Collection<DrlFile> files;

    /**
     * Parts rules.
     *
     * @param files of the phase
     * @param reads what each rule reads, by rule id
     */
    Gate(Collection<DrlFile> files, Map<String, Reads> reads) {
        this.files = List.copyOf(files);
        List<RuleText> rules = DrlFile.rules(files);
        Set<String> linked = Inference.linked(rules, reads);
        Map<String, Need> needed = new HashMap<>();
        rules.forEach(rule -> Need.of(rule).ifPresent(need -> needed.put(rule.id(), need)));
        boolean linkedAreClosed = needed.keySet().containsAll(linked);
        for (RuleText rule : rules) {
            Need need = needed.get(rule.id());
            boolean isLinked = linked.contains(rule.id());
            if (need == null || (isLinked && !linkedAreClosed)) {
                groups.put(rule.id(), FREE);
            } else {
                int group = isLinked ? LINKED : Math.floorMod(rule.file().hashCode(), PARTS);
                groups.put(rule.id(), group);
                needs.computeIfAbsent(group, first -> new ArrayList<>()).add(need);
            }
        }
    }

    /** Rules that may fire on anything; empty when there are none. */
    Optional<Unit> free() {
        return unit(FREE);
    }

    /** The other rules, in groups. */
    List<Closed> closed() {
        return needs.entrySet().stream()
                .flatMap(group ->
                        unit(group.getKey()).stream().map(unit -> new Closed(unit, Opening.of(group.getValue()))))
                .toList();
    }

    private Optional<Unit> unit(int group) {
        return Unit.of(files, rule -> groups.get(rule.id()) == group);
    }
}
