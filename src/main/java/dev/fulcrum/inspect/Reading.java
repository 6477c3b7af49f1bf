package dev.fulcrum.inspect;

/**
 * One text as detectors get it.
 *
 * @param text as it came
 * @param folded the same, folded
 * @param hits what the automaton met in {@code folded}
 * @param begin first index of the text where something new may stand; what lies before was read already, and is there for what it means
 *     to what follows
 * @param patience how long all may take
 */
record Reading(String text, FoldedText folded, Hits hits, int begin, Patience patience) {

    /** A text of which nothing was read yet, and for which there is time. */
    Reading(String text, FoldedText folded, Hits hits) {
        this(text, folded, hits, 0, Patience.ENDLESS);
    }

    /** Index of the text before which no phrase can come to stand any more, nor be cut out of a longer word. */
    int phrasesSettled() {
        int open = hits.open();
        return open < folded.length() ? folded.originalStart(open) : unfolded();
    }

    /** White space and invisible characters at the end fold to what follows them. */
    private int unfolded() {
        return folded.length() == 0 ? 0 : folded.originalEnd(folded.length());
    }
}
