package dev.fulcrum.inspect;

import java.util.Arrays;

/** What the {@link Automaton} met in one text: which tickets, and where those that asked for it. Not thread-safe. */
final class Hits {
    private final long[] seen;
    private int[] places = {};
    private int placesEnd;

    Hits(int tickets) {
        seen = new long[(tickets + 63) / 64];
    }

    void see(int ticket) {
        seen[ticket >> 6] |= 1L << ticket;
    }

    void locate(int ticket, int begin, int end) {
        if (placesEnd + 3 > places.length) {
            places = Arrays.copyOf(places, Math.max(24, places.length * 2));
        }
        places[placesEnd++] = ticket;
        places[placesEnd++] = begin;
        places[placesEnd++] = end;
    }

    /** Whether a ticket's phrase stands in the text. */
    boolean saw(int ticket) {
        return (seen[ticket >> 6] & 1L << ticket) != 0;
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
