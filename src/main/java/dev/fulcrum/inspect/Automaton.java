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
    /** Characters between two looks at the clock. */
    private static final int OFTEN = 1 << 14;

    private final Needles words;
    private final Needles pieces;

    private Automaton(Needles words, Needles pieces) {
        this.words = words;
        this.pieces = pieces;
    }

    /** Reads a text once for each trie that knows any phrase. */
    Hits read(FoldedText text) {
        return read(text, Patience.ENDLESS);
    }

    /** The same as long as there is time. */
    Hits read(FoldedText text, Patience patience) {
        Hits hits = words.read(text, patience);
        return pieces.isEmpty() ? hits : hits.and(pieces.read(text, patience));
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
        private final boolean wholeWords;
        private final PhraseTrie trie;
        private final Needle[] needles;

        /** @param wishes tickets by folded phrase */
        Needles(SortedMap<String, List<Integer>> wishes, Stand stand) {
            wholeWords = stand == Stand.WORD;
            trie = new PhraseTrie(List.copyOf(wishes.keySet()), wholeWords);
            needles = wishes.entrySet().stream()
                    .map(wish -> new Needle(wish.getKey(), wish.getValue(), stand))
                    .toArray(Needle[]::new);
        }

        boolean isEmpty() {
            return needles.length == 0;
        }

        Hits read(FoldedText text, Patience patience) {
            Hits hits = new Hits();
            int nextCheck = OFTEN;
            int before = PhraseTrie.ROOT;
            int state = PhraseTrie.ROOT;
            int i = 0;
            while (i < text.length()) {
                if (i >= nextCheck) {
                    patience.check();
                    nextCheck = i + OFTEN;
                }
                int next = trie.follow(state, text.charAt(i));
                int end = i + 1;
                if (next == PhraseTrie.ROOT) {
                    long place = trie.pass(text, i);
                    end = Beginnings.index(place);
                    next = Beginnings.state(place);
                    state = end == i ? state : PhraseTrie.ROOT;
                }
                if (next == PhraseTrie.ROOT) {
                    next = trie.begin(end == 0 ? ' ' : text.charAt(end - 1), text.charAt(end));
                    end++;
                }
                before = state;
                state = next;
                i = end;
                int ending = trie.ending(state);
                if (ending != PhraseTrie.NONE) {
                    meet(ending, text, i, hits);
                }
            }
            hits.endAt(openFrom(text, trie.depth(state), trie.depth(before)));
            return hits;
        }

        private void meet(int ending, FoldedText text, int end, Hits hits) {
            if (wholeWords && text.isWithinWord(end)) {
                return;
            }
            for (int met = ending; met != PhraseTrie.NONE; met = trie.shorter(met)) {
                needles[trie.word(met)].met(text, end - trie.depth(met), end, hits);
            }
        }

        /** A blank at the end is gone when a Han character follows, and the phrase before it may go on. */
        private static int openFrom(FoldedText text, int open, int openBefore) {
            int length = text.length();
            boolean blankEnd = length > 0 && text.charAt(length - 1) == ' ' && openBefore > 0;
            return length - (blankEnd ? Math.max(open, openBefore + 1) : open);
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
            return !(wordBegins && text.isWordBefore(begin)) && !(wordEnds && text.isWordAt(end));
        }
    }

    /** Collects phrases and hands out tickets, which count from 0. */
    static final class Builder {
        private final Map<Stand, SortedMap<String, List<Integer>>> wishes = new EnumMap<>(Stand.class);
        private int tickets;

        Builder() {
            for (Stand stand : Stand.values()) {
                wishes.put(stand, new TreeMap<>(Alphabet.ORDER));
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
