package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Collects what detectors see in one text. Not thread-safe.
 *
 * <p>What several detectors, or several phrases, see of one kind becomes one sighting with the highest of their scores;
 * stretches that overlap become one.
 */
final class Sightings {
    private final List<Glimpse> glimpses = new ArrayList<>(0);
    private final List<Glimpse> exceptions = new ArrayList<>(0);

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

    /**
     * Takes back what counts as none.
     *
     * @param why the exceptions that stand in the text: no growing text may be settled within one
     */
    void takeBack(List<Glimpse> why, Predicate<Glimpse> none) {
        glimpses.removeIf(glimpse -> {
            boolean excepted = none.test(glimpse);
            if (excepted) {
                exceptions.add(glimpse);
            }
            return excepted;
        });
        exceptions.addAll(why);
    }

    /** Stretches of the text that were excepted. */
    List<Glimpse> exceptions() {
        return exceptions;
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
        List<Seen> byKind = new ArrayList<>(4);
        for (Glimpse glimpse : glimpses) {
            Seen seen = of(glimpse.kind(), byKind);
            seen.score = Math.max(seen.score, glimpse.score());
            seen.spans.add(glimpse.start(), glimpse.end());
        }
        byKind.sort(Seen.BY_KIND);
        Sighting[] all = new Sighting[byKind.size()];
        for (int i = 0; i < all.length; i++) {
            Seen seen = byKind.get(i);
            all[i] = new Sighting(seen.kind, seen.score, seen.spans.merged());
        }
        return List.of(all);
    }

    /** A text shows few kinds: to look through them costs less than a map. */
    private static Seen of(String kind, List<Seen> byKind) {
        for (int i = 0; i < byKind.size(); i++) {
            if (byKind.get(i).kind.equals(kind)) {
                return byKind.get(i);
            }
        }
        Seen unseen = new Seen(kind);
        byKind.add(unseen);
        return unseen;
    }

    private static final class Seen {
        private static final Comparator<Seen> BY_KIND = Comparator.comparing(seen -> seen.kind);

        private final String kind;
        private final Stretches spans = new Stretches();
        private double score;

        private Seen(String kind) {
            this.kind = kind;
        }
    }
}
