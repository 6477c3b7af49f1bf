package dev.fulcrum.inspect;

/**
 * A sentence of an answer, and what it does.
 *
 * @param sentence where it stands
 * @param marks what its phrases do
 * @param refuses whether the speaker says in it that he cannot or will not help
 * @param introduces whether it ends in a colon, so that what follows is what it announces
 * @param asks whether it ends in a question mark
 * @param hedges how many of its phrases hold back a commitment
 */
record Utterance(Sentence sentence, Marks marks, boolean refuses, boolean introduces, boolean asks, int hedges) {
    boolean has(Mark mark) {
        return marks.has(mark);
    }

    boolean hasAny(Marks any) {
        return marks.hasAny(any);
    }
}
