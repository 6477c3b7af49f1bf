package dev.fulcrum.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of several sources, made one for each kind and part.
 *
 * <p>The score is the highest of theirs. Stretches that overlap become one, and the count is the number of stretches; a source that means
 * the whole part leaves none, and then the highest count stands.
 */
public final class JoinedFindings {
    private JoinedFindings() {}

    /**
     * Joins what was seen of the same parts.
     *
     * @return the first findings in their order, then those of other kinds and parts
     */
    public static List<Finding> of(List<Finding> first, List<Finding> more) {
        if (more.isEmpty()) {
            return first;
        }
        List<Finding> joined = new ArrayList<>(first.size() + more.size());
        IdentityHashMap<Part, Map<String, Integer>> places = new IdentityHashMap<>();
        first.forEach(finding -> add(finding, joined, places));
        more.forEach(finding -> add(finding, joined, places));
        return List.copyOf(joined);
    }

    private static void add(Finding finding, List<Finding> joined, IdentityHashMap<Part, Map<String, Integer>> places) {
        Integer place = places.computeIfAbsent(finding.part(), part -> new HashMap<>())
                .putIfAbsent(finding.kind(), joined.size());
        if (place == null) {
            joined.add(finding);
        } else {
            joined.set(place, both(joined.get(place), finding));
        }
    }

    private static Finding both(Finding one, Finding other) {
        double score = Math.max(one.score(), other.score());
        if (one.spans().isEmpty() || other.spans().isEmpty()) {
            return new Finding(one.kind(), one.part(), score, Math.max(one.count(), other.count()), List.of());
        }
        List<Span> spans = merged(one.spans(), other.spans());
        return new Finding(one.kind(), one.part(), score, spans.size(), spans);
    }

    private static List<Span> merged(List<Span> one, List<Span> other) {
        List<Span> all = new ArrayList<>(one);
        all.addAll(other);
        all.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
        List<Span> merged = new ArrayList<>();
        for (Span span : all) {
            int last = merged.size() - 1;
            if (last >= 0 && span.start() < merged.get(last).end()) {
                Span before = merged.get(last);
                merged.set(last, new Span(before.start(), Math.max(before.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
