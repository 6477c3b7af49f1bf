package dev.fulcrum.inspect;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Knows phrases of whole words by their first word and the {@value #BEHIND} characters behind it, since a text's word begins a phrase only if it is
 * the phrase's first to its last letter; those that end before by their first word alone; and those that begin with something else, such as a Han
 * character, by their first two characters. All share a bit with few others. A first word is then looked up whole, so that nobody has to
 * follow the trie through its letters.
 */
final class WordBeginnings implements Beginnings {
    private static final int BITS = 1 << 15;
    private static final int ROW = 128;
    /** Mostly a blank and two letters: few phrases begin alike so far that do not go on alike. */
    private static final int BEHIND = 3;

    /** First words of short phrases. */
    private final long[] words = new long[BITS / Long.SIZE];
    /** First words with what is behind them. */
    private final long[] longer = new long[BITS / Long.SIZE];
    /** Bits for each first character, by the second. */
    private final long[] pairs = new long[2 * ROW * ROW / Long.SIZE];

    private final FirstWords firstWords;

    /**
     * @param phrases not empty
     * @param states the trie's state behind the beginning of a phrase
     */
    WordBeginnings(List<String> phrases, ToIntFunction<String> states) {
        firstWords = new FirstWords(phrases, states);
        for (String phrase : phrases) {
            if (Script.isWordUnit(phrase.charAt(0))) {
                addWord(phrase);
            } else if (phrase.length() > 1) {
                add(pairs, pairBit(phrase.charAt(0), phrase.charAt(1)));
            } else {
                for (char second = 0; second < ROW; second++) {
                    add(pairs, pairBit(phrase.charAt(0), second));
                }
            }
        }
    }

    private void addWord(String phrase) {
        int end = FirstWords.end(phrase);
        int hash = FirstWords.hash(phrase, end);
        if (end + BEHIND <= phrase.length()) {
            add(longer, longerBit(hash, phrase, end));
        } else {
            add(words, wordBit(hash));
        }
    }

    @Override
    public long next(FoldedText text, int from) {
        int end = text.length() - 2;
        boolean within = from > 0 && from < end && Script.isWordUnit(text.charAt(from - 1));
        int i = from;
        while (i < end) {
            int start = i;
            int hash = 0;
            char unit = text.charAt(i);
            while (Script.isWordUnit(unit) && i < end) {
                hash = FirstWords.follow(hash, unit);
                unit = text.charAt(++i);
            }
            if (i == start) {
                if (has(pairs, pairBit(unit, text.charAt(i + 1)))) {
                    return Beginnings.at(i, PhraseTrie.ROOT);
                }
                i++;
            } else if (!within) {
                if (i == end) {
                    return Beginnings.at(start, PhraseTrie.ROOT);
                }
                if (mayBegin(hash, text, i)) {
                    int state = firstWords.state(hash, text, start, i);
                    if (state != PhraseTrie.ROOT) {
                        return Beginnings.at(i, state);
                    }
                }
            }
            within = false;
        }
        return Beginnings.at(i, PhraseTrie.ROOT);
    }

    private boolean mayBegin(int hash, CharSequence text, int behind) {
        return has(words, wordBit(hash)) || has(longer, longerBit(hash, text, behind));
    }

    private static int longerBit(int hash, CharSequence text, int behind) {
        int longer = hash;
        for (int i = behind; i < behind + BEHIND; i++) {
            longer = FirstWords.follow(longer, text.charAt(i));
        }
        return wordBit(longer);
    }

    private static int wordBit(int hash) {
        return (hash ^ (hash >>> 15)) & (BITS - 1);
    }

    private static int pairBit(char first, char second) {
        int row = first < ROW ? first : first % ROW + ROW;
        return row * ROW + second % ROW;
    }

    private static void add(long[] bits, int bit) {
        bits[bit / Long.SIZE] |= 1L << bit;
    }

    private static boolean has(long[] bits, int bit) {
        return (bits[bit / Long.SIZE] >>> bit & 1) != 0;
    }
}
