package dev.fulcrum.inspect;

import java.util.Set;

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
record Utterance(Sentence sentence, Set<Mark> marks, boolean refuses, boolean introduces, boolean asks, int hedges) {
    Utterance {
        marks = Set.copyOf(marks);
    }

    boolean has(Mark mark) {
        return marks.contains(mark);
    }

    boolean hasAny(Mark... any) {
        for (Mark mark : any) {
            if (marks.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
