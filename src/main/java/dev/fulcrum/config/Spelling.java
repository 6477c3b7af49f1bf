package dev.fulcrum.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known word that a person probably meant.
 *
 * <p>The distance is that of Damerau and Levenshtein in its restricted form (optimal string alignment): insertions,
 * deletions, replacements and swaps of neighbours cost one each.
 */
final class Spelling {
    private Spelling() {}

    /** The nearest known word, if at most a third of the letters differ; case differences are free. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.max(1, word.length() / 3);
        String folded = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
                .map(candidate -> new Candidate(candidate, distance(folded, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= most)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::word);
    }

    /** A mend for an unknown word: the nearest known one if there is one, and all that are known. */
    static String mend(String word, Collection<String> known, String kind) {
        String guess = nearest(word, known)
                .map(near -> "did you mean `" + near + "`? ")
                .orElse("");
        return guess + (known.isEmpty() ? "there is no " + kind : "known: " + String.join(", ", known));
    }

    private record Candidate(String word, int distance) {}

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j] + 1, Math.min(cost[i][j - 1] + 1, cost[i - 1][j - 1] + change));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
