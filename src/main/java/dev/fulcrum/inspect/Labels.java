package dev.fulcrum.inspect;

import java.util.List;

/**
 * Words that say what stands beside them, such as {@code phone} or {@code 卡号}. The automaton looks for them as whole words.
 * Immutable.
 */
final class Labels {
    private final Tickets tickets;

    private Labels(Tickets tickets) {
        this.tickets = tickets;
    }

    /** Asks the automaton for the words. */
    static Labels of(List<String> words, Automaton.Builder automaton) {
        return new Labels(Tickets.of(words, Automaton.Stand.WORD, automaton));
    }

    /** Where the words stand in a text, and what belongs to them. */
    LabelPlaces in(Reading reading) {
        return new LabelPlaces(reading.folded(), places(reading));
    }

    /** Where the words stand in a folded text, by ascending end. */
    Stretches places(Reading reading) {
        Hits hits = reading.hits();
        Stretches places = new Stretches();
        for (int i = 0; i < hits.count(); i++) {
            if (tickets.indexOf(hits.ticket(i)) >= 0) {
                places.add(hits.begin(i), hits.end(i));
            }
        }
        return places;
    }
}
