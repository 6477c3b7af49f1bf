package dev.fulcrum.inspect;

import java.util.Arrays;
import java.util.BitSet;

/** What the {@link Automaton} met in one text, and where. Not thread-safe. */
final class Hits {
    private int[] places = {};
    private int placesEnd;
    private final BitSet seen = new BitSet();
    private int open;

    void locate(int ticket, int begin, int end) {
        if (placesEnd + 3 > places.length) {
            places = Arrays.copyOf(places, Math.max(24, places.length * 2));
        }
        seen.set(ticket);
        places[placesEnd++] = ticket;
        places[placesEnd++] = begin;
        places[placesEnd++] = end;
    }

    /** Notes where the longest end of the text begins that may yet become a phrase. */
    void endAt(int openFrom) {
        open = openFrom;
    }

    /** Folded index from which on a phrase may yet come to stand that has begun already. */
    int open() {
        return open;
    }

    /** Whether a ticket's phrase stands in the text. */
    boolean saw(int ticket) {
        return seen.get(ticket);
    }

    /** How many places there are, by ascending end. */
    int count() {
        return placesEnd / 3;
    }

    int ticket(int index) {
        return places[3 * index];
    }

    /** First folded index of a place. */
    int begin(int index) {
        return places[3 * index + 1];
    }

    /** Folded index behind a place. */
    int end(int index) {
        return places[3 * index + 2];
    }
}
