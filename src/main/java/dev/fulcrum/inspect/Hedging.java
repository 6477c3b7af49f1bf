package dev.fulcrum.inspect;

import java.util.List;

/** How much of an answer holds back a commitment: "might", "it depends", "generally". */
final class Hedging {
    /** Half of the score: so many hedges in so many letters, about four in a hundred English words. */
    private static final double HEDGES = 4;

    private static final double LETTERS = 600;

    private Hedging() {}

    /** Density of hedges, 0 to 1; 0 with a single one. */
    static double score(List<Utterance> utterances) {
        int hedges = 0;
        int volume = 0;
        for (int i = 0; i < utterances.size(); i++) {
            Utterance said = utterances.get(i);
            hedges += said.hedges();
            volume += said.sentence().volume();
        }
        return hedges < 2 ? 0 : Math.min(1, hedges / HEDGES / (volume / LETTERS) / 2);
    }

    /** The sentences that hold back. */
    static List<Utterance> hedged(List<Utterance> utterances) {
        return utterances.stream().filter(said -> said.hedges() > 0).toList();
    }
}
