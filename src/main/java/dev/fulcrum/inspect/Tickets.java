package dev.fulcrum.inspect;

import java.util.Collection;

/**
 * Tickets of phrases that one asker wants, which follow each other.
 *
 * @param first the first one
 * @param count how many there are
 */
record Tickets(int first, int count) {

    /** Asks the automaton for phrases. */
    static Tickets of(Collection<String> phrases, Automaton.Stand stand, Automaton.Builder automaton) {
        int first = 0;
        int count = 0;
        for (String phrase : phrases) {
            int ticket = automaton.add(phrase, stand);
            first = count == 0 ? ticket : first;
            count++;
        }
        return new Tickets(first, count);
    }

    /** Which of them a ticket is, from 0; {@code -1} for one that somebody else holds. */
    int indexOf(int ticket) {
        int index = ticket - first;
        return index >= 0 && index < count ? index : -1;
    }

    /** Whether the phrase of one of them stands in a text. */
    boolean anyAmong(Hits hits) {
        for (int i = 0; i < hits.count(); i++) {
            if (indexOf(hits.ticket(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
