package dev.fulcrum.policy;

import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups of rules that cannot fire until something that they need is there, found by what opens them. Immutable. */
final class ClosedGroups {

    /**
     * Rules that share a session, which is opened only if some of them can fire.
     *
     * @param opening what lets them fire
     */
    record Group(RuleBase base, Opening opening) {}

    private final List<Group> groups;
    private final Map<String, BitSet> byKind = new HashMap<>();
    /** Those that a conversation may open without a finding. */
    private final BitSet byConversation = new BitSet();

    ClosedGroups(List<Group> groups) {
        this.groups = List.copyOf(groups);
        for (int i = 0; i < groups.size(); i++) {
            Opening opening = groups.get(i).opening();
            for (String kind : opening.kinds()) {
                byKind.computeIfAbsent(kind, first -> new BitSet()).set(i);
            }
            byConversation.set(i, opening.conversation().isPresent());
        }
    }

    List<Group> groups() {
        return groups;
    }

    /** The rules of those groups that can fire on these facts, in the groups' order. */
    List<RuleBase> opened(Facts facts) {
        BitSet open = new BitSet(groups.size());
        List<Finding> findings = facts.findings();
        for (int i = 0; i < findings.size(); i++) {
            BitSet readers = byKind.get(findings.get(i).kind());
            if (readers != null) {
                open.or(readers);
            }
        }
        for (int i = byConversation.nextSetBit(0); i >= 0; i = byConversation.nextSetBit(i + 1)) {
            if (!open.get(i) && groups.get(i).opening().opensFor(facts.conversation())) {
                open.set(i);
            }
        }
        if (open.isEmpty()) {
            return List.of();
        }
        List<RuleBase> bases = new ArrayList<>(open.cardinality());
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            bases.add(groups.get(i).base());
        }
        return bases;
    }
}
