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

    private Automaton(PhraseTrie trie, Needle[] needles) {
        this.trie = trie;
        this.needles = needles;
    }

    /** Reads a text once. */
    Hits read(FoldedText text) {
        Hits hits = new Hits();
        int state = PhraseTrie.ROOT;
        int before = PhraseTrie.ROOT;
        int length = needles.length == 0 ? 0 : text.length();
        for (int i = 0; i < length; i++) {
            before = state;
            state = trie.step(state, text.charAt(i));
            for (int met = trie.ending(state); met != PhraseTrie.NONE; met = trie.shorter(met)) {
                needles[trie.word(met)].met(text, i + 1 - trie.depth(met), i + 1, hits);
            }
        }
        boolean blankEnd = length > 0 && text.charAt(length - 1) == ' ' && trie.depth(before) > 0;
        // a blank at the end is gone when a Han character follows, and the phrase before it may go on
        int open = blankEnd ? Math.max(trie.depth(state), trie.depth(before) + 1) : trie.depth(state);
        hits.endAt(text.length() - open);
        return hits;
    }

    /** How a phrase has to stand in the text. */
    enum Stand {
        /** Not cut out of a longer word. */
        WORD,
        /** Anywhere. */
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
                    hits.locate(wish.ticket, begin, end);
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
            return new Automaton(new PhraseTrie(List.copyOf(wishes.keySet())), needles);
        }
    }

    /** A phrase as the automaton knows it: folded like the text, without blanks at its ends. */
    static String fold(String phrase) {
        return FoldedText.of(phrase).toString().strip();
    }
}
