package dev.fulcrum.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle as read from its directory, before it is compiled.
 *
 * @param revision content hash of every file in it: 12 hex digits of SHA-256
 * @param drl DRL texts by path inside the bundle, such as {@code request/scope.drl}
 * @param cases all examples
 * @param lexicon all language files
 * @param register the risk register
 * @param files every file's text by its path, to store and to read back
 */
public record BundleSource(
        String revision,
        SortedMap<String, String> drl,
        List<RuleCase> cases,
        Lexicon lexicon,
        RiskRegister register,
        Map<String, String> files) {
    public BundleSource {
        drl = Collections.unmodifiableSortedMap(new TreeMap<>(drl));
        cases = List.copyOf(cases);
        files = Map.copyOf(files);
    }
}
