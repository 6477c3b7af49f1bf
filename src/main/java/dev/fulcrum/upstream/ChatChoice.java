package dev.fulcrum.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One choice of a simulated answer.
 *
 * @param pieces its text, cut between characters as a reader sees them
 * @param finishReason {@code stop}, or {@code length} when it was cut short
 */
record ChatChoice(List<String> pieces, String finishReason) {
    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final int LONGEST_PIECE = 6;

    ChatChoice {
        pieces = List.copyOf(pieces);
    }

    /**
     * Cuts a text into pieces of 1 to 6 characters.
     *
     * @param maxTokens the text ends before the character that would make it longer
     * @param seed chooses the cuts
     */
    static ChatChoice of(String text, int maxTokens, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        TokenEstimate estimate = new TokenEstimate();
        int left = random.nextInt(1, LONGEST_PIECE + 1);
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find() && estimate.add(characters.group()) <= maxTokens) {
            piece.append(characters.group());
            if (--left == 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
                left = random.nextInt(1, LONGEST_PIECE + 1);
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return new ChatChoice(pieces, estimate.tokens() > maxTokens ? "length" : "stop");
    }

    String text() {
        return String.join("", pieces);
    }
}
