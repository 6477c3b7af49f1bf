package dev.fulcrum.inspect;

import java.util.Arrays;
import java.util.List;

/**
 * The signs that stand in one text, and what they amount to. Not thread-safe.
 *
 * <p>Different signs of one kind add up as independent witnesses do, {@code 1 - (1 - a)(1 - b)}, as long as they stand
 * within {@value #WINDOW} characters of each other; the same sign twice says no more than once. A kind is reported
 * where the sum reaches {@value #ENOUGH}.
 */
final class Evidence {
    /** Long enough for a paragraph or two; a book must not be suspected for what its chapters hold together. */
    static final int WINDOW = 1_500;

    static final double ENOUGH = 0.5;
    private static final double CERTAIN = 0.99;

    /** Whole numbers, so that taking away what was added leaves nothing behind. */
    private static final double UNIT = 1e-6;

    private static final int FIELDS = 3;

    private static final long ENOUGH_STRENGTH = strength(ENOUGH);

    private final Weighed[] signs;
    private int[] matches = new int[4 * FIELDS];
    private int end;

    /** @param signs by number; not changed here */
    Evidence(Weighed[] signs) {
        this.signs = signs;
    }

    /** A sign's kind, and its weight as it is added up. */
    record Weighed(String kind, long strength) {
        static Weighed of(Sign sign) {
            return new Weighed(sign.kind(), Evidence.strength(sign.weight()));
        }
    }

    /** Adds a sign at a stretch of folded indices; ends must ascend. */
    void add(int sign, int from, int to) {
        if (end == matches.length) {
            matches = Arrays.copyOf(matches, 2 * end);
        }
        matches[end++] = sign;
        matches[end++] = from;
        matches[end++] = to;
    }

    /** Reports the kinds for which there is enough. */
    void report(List<String> kinds, FoldedText folded, Sightings sightings) {
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            if (strengthOf(kind) >= ENOUGH_STRENGTH) {
                new Sum(kind).report(folded, sightings);
            }
        }
    }

    /** At most so much a kind can amount to: as if all its matches were different signs that stand together. */
    private long strengthOf(String kind) {
        long strength = 0;
        for (int i = 0; i < end; i += FIELDS) {
            Weighed sign = signs[matches[i]];
            strength += sign.kind.equals(kind) ? sign.strength : 0;
        }
        return strength;
    }

    private static long strength(double weight) {
        return Math.round(-Math.log1p(-weight) / UNIT);
    }

    private int count() {
        return end / FIELDS;
    }

    /** A window that slides over the matches of one kind. */
    private final class Sum {
        private final String kind;
        private final int[] times = new int[signs.length];
        private long strength;
        private long best;

        Sum(String kind) {
            this.kind = kind;
        }

        void report(FoldedText folded, Sightings sightings) {
            Stretches places = new Stretches();
            int oldest = 0;
            int reported = 0;
            for (int newest = 0; newest < count(); newest++) {
                enter(newest);
                while (to(newest) - to(oldest) > WINDOW) {
                    leave(oldest++);
                }
                if (strength >= ENOUGH_STRENGTH) {
                    best = Math.max(best, strength);
                    for (reported = Math.max(reported, oldest); reported <= newest; reported++) {
                        if (isMine(reported)) {
                            places.add(from(reported), to(reported));
                        }
                    }
                }
            }
            double score = Math.min(CERTAIN, Math.round(-Math.expm1(-best * UNIT) * 100) / 100.0);
            for (int i = 0; i < places.count(); i++) {
                sightings.add(kind, score, folded.originalStart(places.start(i)), folded.originalEnd(places.end(i)));
            }
        }

        private void enter(int match) {
            int sign = matches[FIELDS * match];
            if (isMine(match) && times[sign]++ == 0) {
                strength += signs[sign].strength;
            }
        }

        private void leave(int match) {
            int sign = matches[FIELDS * match];
            if (isMine(match) && --times[sign] == 0) {
                strength -= signs[sign].strength;
            }
        }

        private boolean isMine(int match) {
            return signs[matches[FIELDS * match]].kind.equals(kind);
        }

        private int from(int match) {
            return matches[FIELDS * match + 1];
        }

        private int to(int match) {
            return matches[FIELDS * match + 2];
        }
    }
}
