package dev.fulcrum.inspect;

import java.util.List;

/**
 * Knows phrases of whole words by their first word and the {@value #BEHIND} characters behind it, since a text's word begins a phrase only if it is
 * the phrase's first to its last letter; those that end before by their first word alone; and those that begin with something else, such as a Han
 * character, by their first two characters. All share a bit with few others.
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

    /** @param phrases not empty */
    WordBeginnings(List<String> phrases) {
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
        int hash = 0;
        int end = 0;
        while (end < phrase.length() && Script.isWordUnit(phrase.charAt(end))) {
            hash = follow(hash, phrase.charAt(end++));
        }
        if (end + BEHIND <= phrase.length()) {
            add(longer, longerBit(hash, phrase, end));
        } else {
            add(words, wordBit(hash));
        }
    }

    @Override
    public int next(FoldedText text, int from) {
        int end = text.length() - 2;
        boolean within = from > 0 && from < end && Script.isWordUnit(text.charAt(from - 1));
        int i = from;
        while (i < end) {
            int start = i;
            int hash = 0;
            char unit = text.charAt(i);
            while (Script.isWordUnit(unit) && i < end) {
                hash = follow(hash, unit);
                unit = text.charAt(++i);
            }
            boolean mayBegin = i == start
                    ? has(pairs, pairBit(unit, text.charAt(i + 1)))
                    : !within && (i == end || mayBegin(hash, text, i));
            if (mayBegin) {
                return start;
            }
            i += i == start ? 1 : 0;
            within = false;
        }
        return i;
    }

    private boolean mayBegin(int hash, CharSequence text, int behind) {
        return has(words, wordBit(hash)) || has(longer, longerBit(hash, text, behind));
    }

    private static int longerBit(int hash, CharSequence text, int behind) {
        int longer = hash;
        for (int i = behind; i < behind + BEHIND; i++) {
            longer = follow(longer, text.charAt(i));
        }
        return wordBit(longer);
    }

    private static int follow(int hash, char unit) {
        return 31 * hash + unit;
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
