package dev.fulcrum.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * DRL texts that are compiled together. They are all that their compilation sees, so equal units make equal rules.
 *
 * @param drl by path
 */
record Unit(SortedMap<String, String> drl) {
    Unit {
        drl = Collections.unmodifiableSortedMap(new TreeMap<>(drl));
    }

    /** The chosen rules of some files, and the imports that these files share with others of their packages; empty when there is no such rule. */
    static Optional<Unit> of(Collection<DrlFile> files, Predicate<RuleText> chosen) {
        SortedMap<String, String> drl = new TreeMap<>();
        Map<String, Set<String>> imports = new HashMap<>();
        for (DrlFile file : files) {
            if (file.holds(chosen)) {
                drl.put(file.path(), file.only(chosen));
                imports.computeIfAbsent(file.namespace(), name -> new HashSet<>())
                        .addAll(file.imports());
            }
        }
        for (DrlFile file : files) {
            Set<String> known = imports.get(file.namespace());
            if (known != null && !known.containsAll(file.imports())) {
                drl.putIfAbsent(file.path(), file.only(rule -> false).stripTrailing());
            }
        }
        return drl.isEmpty() ? Optional.empty() : Optional.of(new Unit(drl));
    }
}
