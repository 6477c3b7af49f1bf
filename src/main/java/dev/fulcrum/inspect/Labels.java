package dev.fulcrum.inspect;

import java.util.List;

/**
 * Words that say what stands beside them, such as {@code phone} or {@code 卡号}. The automaton looks for them as whole words.
 * Immutable.
 */
final class Labels {
    private final int first;
    private final int count;

    private Labels(int first, int count) {
        this.first = first;
        this.count = count;
    }

    /** Asks the automaton for the words. */
    static Labels of(List<String> words, Automaton.Builder automaton) {
        int first = 0;
        for (int i = 0; i < words.size(); i++) {
            int ticket = automaton.add(words.get(i), Automaton.Stand.WORD);
            first = i == 0 ? ticket : first;
        }
        return new Labels(first, words.size());
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
            int index = hits.ticket(i) - first;
            if (index >= 0 && index < count) {
                places.add(hits.begin(i), hits.end(i));
            }
        }
        return places;
    }
}
