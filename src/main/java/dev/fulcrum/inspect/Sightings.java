package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what detectors see in one text. Not thread-safe.
 *
 * <p>What several detectors, or several phrases, see of one kind becomes one sighting with the highest of their scores;
 * stretches that overlap become one.
 */
final class Sightings {
    private final List<Glimpse> glimpses = new ArrayList<>(0);

    /** One stretch that was seen, in UTF-16 indices of the text as it came. */
    record Glimpse(String kind, double score, int start, int end) {}

    /** Adds a stretch in UTF-16 indices of the text as it came. */
    void add(String kind, double score, int start, int end) {
        glimpses.add(new Glimpse(kind, score, start, end));
    }

    /** Whether anything was seen. */
    boolean none() {
        return glimpses.isEmpty();
    }

    /** What was added, in that order. */
    List<Glimpse> glimpses() {
        return glimpses;
    }

    /** All sightings, by kind. */
    List<Sighting> toList() {
        if (glimpses.isEmpty()) {
            return List.of();
        }
        Map<String, Seen> byKind = new TreeMap<>();
        for (Glimpse glimpse : glimpses) {
            Seen seen = byKind.computeIfAbsent(glimpse.kind(), kind -> new Seen());
            seen.score = Math.max(seen.score, glimpse.score());
            seen.spans.add(glimpse.start(), glimpse.end());
        }
        List<Sighting> all = new ArrayList<>(byKind.size());
        byKind.forEach((kind, seen) -> all.add(new Sighting(kind, seen.score, seen.spans.merged())));
        return List.copyOf(all);
    }

    private static final class Seen {
        private final Stretches spans = new Stretches();
        private double score;
    }
}
