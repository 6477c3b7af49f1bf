package dev.fulcrum.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Rules that are compiled together. Their texts are all that their compilation depends on, so equal units make equal rules.
 *
 * @param rules texts by id
 */
record Unit(SortedMap<String, String> rules) {
    Unit {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** The chosen rules of some files; empty when there is no such rule. */
    static Optional<Unit> of(Collection<DrlFile> files, Predicate<RuleText> chosen) {
        SortedMap<String, String> rules = new TreeMap<>();
        for (DrlFile file : files) {
            for (RuleText rule : file.rules()) {
                if (chosen.test(rule)) {
                    rules.put(rule.id(), file.text(rule));
                }
            }
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(new Unit(rules));
    }
}
