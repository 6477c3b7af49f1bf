package dev.fulcrum.inspect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The words that phrases begin with, and the state of a {@link PhraseTrie} behind each. Immutable. */
final class FirstWords {
    /** Slots for each word at least: most of a text's words are none of these, and should meet a free one. */
    private static final int SLOTS_A_WORD = 4;

    private final int mask;
    private final int[] hashes;
    /** {@link PhraseTrie#ROOT} in a free slot. */
    private final int[] states;

    private final char[][] words;

    /**
     * @param phrases those that begin with a word's letter or digit are looked at
     * @param states the trie's state behind the beginning of a phrase
     */
    FirstWords(List<String> phrases, ToIntFunction<String> states) {
        Set<String> known = new LinkedHashSet<>();
        for (String phrase : phrases) {
            known.add(phrase.substring(0, end(phrase)));
        }
        known.remove("");
        int slots = Integer.highestOneBit(SLOTS_A_WORD * known.size() + 1) * 2;
        this.mask = slots - 1;
        this.hashes = new int[slots];
        this.states = new int[slots];
        this.words = new char[slots][];
        for (String word : known) {
            add(word, states.applyAsInt(word));
        }
    }

    private void add(String word, int state) {
        int hash = hash(word, word.length());
        int slot = slot(hash);
        while (states[slot] != PhraseTrie.ROOT) {
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        states[slot] = state;
        words[slot] = word.toCharArray();
    }

    /** The state behind a word of a text; {@link PhraseTrie#ROOT} when no phrase begins with it. */
    int state(int hash, FoldedText text, int start, int end) {
        for (int slot = slot(hash); states[slot] != PhraseTrie.ROOT; slot = (slot + 1) & mask) {
            if (hashes[slot] == hash && text.isAt(start, end, words[slot])) {
                return states[slot];
            }
        }
        return PhraseTrie.ROOT;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & mask;
    }

    /** Where the word ends that a phrase begins with; 0 when it begins with none. */
    static int end(String phrase) {
        int end = 0;
        while (end < phrase.length() && Script.isWordUnit(phrase.charAt(end))) {
            end++;
        }
        return end;
    }

    static int hash(CharSequence text, int end) {
        int hash = 0;
        for (int i = 0; i < end; i++) {
            hash = follow(hash, text.charAt(i));
        }
        return hash;
    }

    /** The hash of a word with one more character. */
    static int follow(int hash, char unit) {
        return 31 * hash + unit;
    }
}
