package dev.fulcrum.inspect;

import java.util.List;

/**
 * One sign of an attack: phrases that follow each other closely.
 *
 * @param kind the kind of finding that it speaks for
 * @param weight how far the sign alone convinces, 0 to 1, both excluded
 * @param slots what has to follow each other; never empty
 */
record Sign(String kind, double weight, List<Slot> slots) {
    Sign {
        slots = List.copyOf(slots);
    }

    /**
     * One place of a sign.
     *
     * @param phrases any of them fills the place
     * @param reach how many folded characters may lie between the place before and this one
     * @param acrossSentences whether a sentence may end in between
     */
    record Slot(List<String> phrases, int reach, boolean acrossSentences) {
        Slot {
            phrases = List.copyOf(phrases);
        }
    }
}
