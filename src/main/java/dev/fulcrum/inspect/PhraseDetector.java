package dev.fulcrum.inspect;

import dev.fulcrum.model.Lexicon;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the phrases of language files, by the automaton's hits.
 *
 * <p>Phrases that begin or end with a letter or digit of a script with blanks between words are found as whole words
 * only; Han ones anywhere.
 */
final class PhraseDetector implements Detector {
    /** The entry that a ticket belongs to; null for tickets of others. */
    private final Lexicon.Entry[] entries;

    private PhraseDetector(Lexicon.Entry[] entries) {
        this.entries = entries;
    }

    /** Asks the automaton for all phrases of the entries. */
    static PhraseDetector of(List<Lexicon.Entry> entries, Automaton.Builder automaton) {
        Lexicon.Entry[] byTicket = {};
        for (Lexicon.Entry entry : entries) {
            for (String phrase : entry.phrases()) {
                int ticket = automaton.add(phrase, Automaton.Stand.WORD);
                if (ticket >= byTicket.length) {
                    byTicket = Arrays.copyOf(byTicket, Math.max(ticket + 1, 2 * byTicket.length));
                }
                byTicket[ticket] = entry;
            }
        }
        return new PhraseDetector(byTicket);
    }

    @Override
    public boolean reads(int way) {
        return true;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        Hits hits = reading.hits();
        FoldedText folded = reading.folded();
        for (int i = 0; i < hits.count(); i++) {
            int ticket = hits.ticket(i);
            Lexicon.Entry entry = ticket < entries.length ? entries[ticket] : null;
            if (entry != null) {
                sightings.add(
                        entry.kind(),
                        entry.score(),
                        folded.originalStart(hits.begin(i)),
                        folded.originalEnd(hits.end(i)));
            }
        }
    }

    @Override
    public int settled(Reading reading) {
        return reading.phrasesSettled();
    }
}
