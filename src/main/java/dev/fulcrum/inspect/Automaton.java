package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one Aho-Corasick automaton that finds all phrases and trigger words in a single pass over a folded text.
 *
 * <p>Phrases that are words for themselves and those that stand anywhere have a trie each, since the former need no look at most characters.
 * Whoever wants a phrase gets a ticket and later asks the {@link Hits} for it. Immutable and thread-safe once built.
 */
final class Automaton {
    private final Needles words;
    private final Needles pieces;

    private Automaton(Needles words, Needles pieces) {
        this.words = words;
        this.pieces = pieces;
    }

    /** Reads a text once. */
    Hits read(FoldedText text) {
        Hits hits = new Hits();
        int length = text.length();
        int word = PhraseTrie.ROOT;
        int piece = PhraseTrie.ROOT;
        int wordBefore = word;
        int pieceBefore = piece;
        char before = ' ';
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            wordBefore = word;
            pieceBefore = piece;
            word = words.step(word, before, unit, text, i + 1, hits);
            piece = pieces.step(piece, before, unit, text, i + 1, hits);
            before = unit;
        }
        int open = Math.max(words.trie.depth(word), pieces.trie.depth(piece));
        int openBefore = Math.max(words.trie.depth(wordBefore), pieces.trie.depth(pieceBefore));
        // a blank at the end is gone when a Han character follows, and the phrase before it may go on
        boolean blankEnd = length > 0 && before == ' ' && openBefore > 0;
        hits.endAt(length - (blankEnd ? Math.max(open, openBefore + 1) : open));
        return hits;
    }

    /** How a phrase has to stand in the text. */
    enum Stand {
        /** Not cut out of a longer word. */
        WORD,
        /** Anywhere. */
        ANYWHERE
    }

    /** The phrases that stand in one way. */
    private static final class Needles {
        private final PhraseTrie trie;
        private final Needle[] needles;

        /** @param wishes tickets by folded phrase */
        Needles(SortedMap<String, List<Integer>> wishes, Stand stand) {
            trie = new PhraseTrie(List.copyOf(wishes.keySet()), stand == Stand.WORD);
            needles = wishes.entrySet().stream()
                    .map(wish -> new Needle(wish.getKey(), wish.getValue(), stand))
                    .toArray(Needle[]::new);
        }

        /** The state behind one more character, which ends at {@code end}; what ends with it is among the hits. */
        int step(int from, char before, char unit, FoldedText text, int end, Hits hits) {
            int state = trie.step(from, before, unit);
            if (state != PhraseTrie.ROOT) {
                for (int met = trie.ending(state); met != PhraseTrie.NONE; met = trie.shorter(met)) {
                    needles[trie.word(met)].met(text, end - trie.depth(met), end, hits);
                }
            }
            return state;
        }
    }

    /** A folded phrase and the tickets of those who wait for it. */
    private static final class Needle {
        private final int[] tickets;
        private final boolean wordBegins;
        private final boolean wordEnds;

        Needle(String folded, List<Integer> tickets, Stand stand) {
            this.tickets = tickets.stream().mapToInt(Integer::intValue).toArray();
            wordBegins = stand == Stand.WORD && Script.isWordPart(folded.codePointAt(0));
            wordEnds = stand == Stand.WORD && Script.isWordPart(folded.codePointBefore(folded.length()));
        }

        void met(FoldedText text, int begin, int end, Hits hits) {
            if (standsAlone(text, begin, end)) {
                for (int ticket : tickets) {
                    hits.locate(ticket, begin, end);
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
        private final Map<Stand, SortedMap<String, List<Integer>>> wishes = new EnumMap<>(Stand.class);
        private int tickets;

        Builder() {
            for (Stand stand : Stand.values()) {
                wishes.put(stand, new TreeMap<>());
            }
        }

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
            wishes.get(stand)
                    .computeIfAbsent(folded, unused -> new ArrayList<>())
                    .add(tickets);
            return tickets++;
        }

        Automaton build() {
            return new Automaton(
                    new Needles(wishes.get(Stand.WORD), Stand.WORD),
                    new Needles(wishes.get(Stand.ANYWHERE), Stand.ANYWHERE));
        }
    }

    /** A phrase as the automaton knows it: folded like the text, without blanks at its ends. */
    static String fold(String phrase) {
        return FoldedText.of(phrase).toString().strip();
    }
}
