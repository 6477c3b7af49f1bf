package dev.fulcrum.inspect;

import java.util.Arrays;

/** What the {@link Automaton} met in one text, and where. Not thread-safe. */
final class Hits {
    private static final int FIELDS = 3;
    private static final int FIRST_PLACES = 16 * FIELDS;

    private static final int[] NONE = {};

    private int[] places = NONE;
    private int placesEnd;
    private int open;

    void locate(int ticket, int begin, int end) {
        if (placesEnd == places.length) {
            places = Arrays.copyOf(places, Math.max(FIRST_PLACES, places.length * 2));
        }
        places[placesEnd++] = ticket;
        places[placesEnd++] = begin;
        places[placesEnd++] = end;
    }

    /** Notes where the longest end of the text begins that may yet become a phrase. */
    void endAt(int openFrom) {
        open = openFrom;
    }

    /** These and others of the same text, which come behind these where they end with them. */
    Hits and(Hits others) {
        Hits all = this;
        if (others.placesEnd > 0) {
            all = placesEnd == 0 ? others : merged(others);
        }
        all.endAt(Math.min(open, others.open));
        return all;
    }

    private Hits merged(Hits others) {
        Hits all = new Hits();
        all.places = new int[placesEnd + others.placesEnd];
        int other = 0;
        for (int i = 0; i < count(); i++) {
            while (other < others.count() && others.end(other) < end(i)) {
                all.copy(others, other++);
            }
            all.copy(this, i);
        }
        while (other < others.count()) {
            all.copy(others, other++);
        }
        return all;
    }

    private void copy(Hits from, int index) {
        locate(from.ticket(index), from.begin(index), from.end(index));
    }

    /** Folded index from which on a phrase may yet come to stand that has begun already. */
    int open() {
        return open;
    }

    /** How many places there are, by ascending end. */
    int count() {
        return placesEnd / FIELDS;
    }

    int ticket(int index) {
        return places[FIELDS * index];
    }

    /** First folded index of a place. */
    int begin(int index) {
        return places[FIELDS * index + 1];
    }

    /** Folded index behind a place. */
    int end(int index) {
        return places[FIELDS * index + 2];
    }
}
