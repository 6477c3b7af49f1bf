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
    private final Map<String, Seen> byKind = new TreeMap<>();

    /** Adds a stretch in UTF-16 indices of the text as it came. */
    void add(String kind, double score, int start, int end) {
        Seen seen = byKind.get(kind);
        if (seen == null) {
            seen = new Seen();
            byKind.put(kind, seen);
        }
        seen.score = Math.max(seen.score, score);
        seen.spans.add(start, end);
    }

    /** All sightings, by kind. */
    List<Sighting> toList() {
        if (byKind.isEmpty()) {
            return List.of();
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
