package dev.fulcrum.inspect;

/**
 * Finds stretches of a text that say the same few words again and again.
 *
 * <p>For each period from 1 to {@value RepeatedTextDetector#LONGEST_PERIOD} it counts how many words in a row equal the
 * one that stands a period earlier; only the last few words are kept. Two different words with one hash count as one,
 * which a text would have to be made for. A letter that is repeated inside a word counts as a period of 0.
 */
final class TokenRuns {
    private static final int KEPT = RepeatedTextDetector.LONGEST_PERIOD + 1;
    /** So many equal letters in a row are no stress but noise. */
    private static final int LETTERS = 64;

    private final FoldedText text;
    private final Stretches found = new Stretches();
    private final int[] hashes = new int[KEPT];
    private final int[] equal = new int[KEPT];
    private final int[] begins = new int[KEPT];
    private int tokens;
    private int openFrom = -1;
    private int openTo;

    private TokenRuns(FoldedText text) {
        this.text = text;
    }

    /** The runs, ascending and apart from each other. */
    static Stretches find(FoldedText text) {
        TokenRuns runs = new TokenRuns(text);
        runs.walk();
        runs.close();
        return runs.found;
    }

    private void walk() {
        int i = 0;
        while (i < text.length()) {
            char unit = text.charAt(i);
            if (!Character.isLetterOrDigit(unit)) {
                i++;
                continue;
            }
            int start = i;
            int hash = 0;
            int same = 0;
            boolean single = Script.isHan(unit);
            do {
                same = i > start && text.charAt(i) == text.charAt(i - 1) ? same + 1 : 1;
                if (same >= LETTERS && Character.isLetter(unit)) {
                    extend(i + 1 - same, i + 1);
                }
                hash = 31 * hash + text.charAt(i++);
            } while (!single
                    && i < text.length()
                    && Character.isLetterOrDigit(text.charAt(i))
                    && !Script.isHan(text.charAt(i)));
            token(hash, start, i);
        }
    }

    private void token(int hash, int start, int end) {
        for (int period = 1; period < KEPT && period <= tokens; period++) {
            if (hashes[(tokens - period) % KEPT] != hash) {
                equal[period] = 0;
                continue;
            }
            if (equal[period]++ == 0) {
                begins[period] = start;
            }
            if (equal[period] >= (RepeatedTextDetector.TIMES - 1) * period
                    && end - begins[period] >= RepeatedTextDetector.RUN_CHARACTERS) {
                extend(begins[period], end);
            }
        }
        hashes[tokens % KEPT] = hash;
        tokens++;
    }

    private void extend(int from, int to) {
        if (openFrom >= 0 && from <= openTo) {
            openFrom = Math.min(openFrom, from);
            openTo = Math.max(openTo, to);
            return;
        }
        close();
        openFrom = from;
        openTo = to;
    }

    private void close() {
        if (openFrom >= 0) {
            found.add(openFrom, openTo);
        }
    }
}
