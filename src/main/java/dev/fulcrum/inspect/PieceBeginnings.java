package dev.fulcrum.inspect;

import java.util.List;

/** Knows words that stand anywhere by the lowest bits of their first three characters; one of fewer may go on with any. */
final class PieceBeginnings implements Beginnings {
    private static final int CHARACTERS = 3;
    /** Enough to tell letters apart. */
    private static final int CHARACTER_BITS = 5;

    private static final int SIZE = 1 << (CHARACTERS * CHARACTER_BITS);

    private final long[] known = new long[SIZE / Long.SIZE];

    /** @param words not empty */
    PieceBeginnings(List<String> words) {
        for (String word : words) {
            int first = 0;
            int count = SIZE;
            for (int i = 0; i < Math.min(CHARACTERS, word.length()); i++) {
                first = follow(first, word.charAt(i));
                count >>= CHARACTER_BITS;
            }
            for (int index = first * count; index < (first + 1) * count; index++) {
                known[index / Long.SIZE] |= 1L << index;
            }
        }
    }

    @Override
    public long next(FoldedText text, int from) {
        // three characters from here on have to end before the last one
        int end = text.length() - CHARACTERS;
        if (from >= end) {
            return Beginnings.at(from, PhraseTrie.ROOT);
        }
        int index = follow(text.charAt(from), text.charAt(from + 1));
        for (int i = from; i < end; i++) {
            index = follow(index, text.charAt(i + 2));
            if ((known[index / Long.SIZE] >>> index & 1) != 0) {
                return Beginnings.at(i, PhraseTrie.ROOT);
            }
        }
        return Beginnings.at(end, PhraseTrie.ROOT);
    }

    private static int follow(int before, char unit) {
        return ((before << CHARACTER_BITS) | (unit & ((1 << CHARACTER_BITS) - 1))) & (SIZE - 1);
    }
}
