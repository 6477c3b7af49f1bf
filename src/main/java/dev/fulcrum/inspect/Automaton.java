package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one Aho-Corasick automaton that finds all phrases and trigger words in a single pass over a folded text.
 *
 * <p>Whoever wants a phrase gets a ticket and later asks the {@link Hits} for it. Immutable and thread-safe once built.
 */
final class Automaton {
    private final PhraseTrie trie;
    private final Needle[] needles;
    private final int tickets;

    private Automaton(PhraseTrie trie, Needle[] needles, int tickets) {
        this.trie = trie;
        this.needles = needles;
        this.tickets = tickets;
    }

    /** Reads a text once. */
    Hits read(FoldedText text) {
        Hits hits = new Hits(tickets);
        if (tickets > 0) {
            int state = PhraseTrie.ROOT;
            int length = text.length();
            for (int i = 0; i < length; i++) {
                state = trie.step(state, text.charAt(i));
                for (int met = trie.ending(state); met != PhraseTrie.NONE; met = trie.shorter(met)) {
                    needles[trie.word(met)].met(text, i + 1 - trie.depth(met), i + 1, hits);
                }
            }
        }
        return hits;
    }

    /** How a phrase has to stand in the text, and whether its places are wanted. */
    enum Stand {
        /** Not cut out of a longer word; places are kept. */
        WORD,
        /** Not cut out of a longer word; only whether it was seen is kept. */
        WORD_SEEN,
        /** Anywhere; places are kept. */
        ANYWHERE
    }

    private record Wish(int ticket, Stand stand) {}

    /** A folded phrase and those who wait for it. */
    private record Needle(List<Wish> wishes, boolean wordBegins, boolean wordEnds) {
        static Needle of(String folded, List<Wish> wishes) {
            return new Needle(
                    List.copyOf(wishes),
                    Script.isWordPart(folded.codePointAt(0)),
                    Script.isWordPart(folded.codePointBefore(folded.length())));
        }

        void met(FoldedText text, int begin, int end, Hits hits) {
            boolean whole = standsAlone(text, begin, end);
            for (int i = 0; i < wishes.size(); i++) {
                Wish wish = wishes.get(i);
                if (whole || wish.stand == Stand.ANYWHERE) {
                    hits.see(wish.ticket);
                    if (wish.stand != Stand.WORD_SEEN) {
                        hits.locate(wish.ticket, begin, end);
                    }
                }
            }
        }

        private boolean standsAlone(FoldedText text, int begin, int end) {
            return (!wordBegins || begin == 0 || !Script.isWordPart(Character.codePointBefore(text, begin)))
                    && (!wordEnds || end == text.length() || !Script.isWordPart(Character.codePointAt(text, end)));
        }
    }

    /** Collects phrases and hands out tickets, which count from 0. */
    static final class Builder {
        private final Map<String, List<Wish>> wishes = new TreeMap<>();
        private int tickets;

        /**
         * Asks for a phrase.
         *
         * @throws IllegalArgumentException when nothing of the phrase is left after folding
         */
        int add(String phrase, Stand stand) {
            String folded = fold(phrase);
            if (folded.isEmpty()) {
                throw new IllegalArgumentException("the phrase has no visible character");
            }
            wishes.computeIfAbsent(folded, unused -> new ArrayList<>()).add(new Wish(tickets, stand));
            return tickets++;
        }

        Automaton build() {
            Needle[] needles = wishes.entrySet().stream()
                    .map(wish -> Needle.of(wish.getKey(), wish.getValue()))
                    .toArray(Needle[]::new);
            return new Automaton(new PhraseTrie(List.copyOf(wishes.keySet())), needles, tickets);
        }
    }

    /** A phrase as the automaton knows it: folded like the text, without blanks at its ends. */
    static String fold(String phrase) {
        return FoldedText.of(phrase).toString().strip();
    }
}
