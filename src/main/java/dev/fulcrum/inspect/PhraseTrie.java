package dev.fulcrum.inspect;

import java.util.Arrays;
import java.util.List;

/**
 * The states of an Aho-Corasick automaton (Aho and Corasick, "Efficient string matching", 1975) in a few flat arrays.
 *
 * <p>A state's children follow one another, so that an edge needs no more room than its character, and what follows the first of them
 * comes right behind them, so that a word's states lie close together. A set of the {@link Alphabet} for each state tells whether an edge
 * is there, and by the number of those before it which child it leads to; only edges of rare characters are searched for. State 0 is the
 * root, whose edges stand in pages of 256 characters.
 *
 * <p>A trie of whole words begins none inside a longer word: its way back to the root is short, and most characters of a text
 * take no look-up at all. Immutable and thread-safe.
 */
final class PhraseTrie {
    static final int ROOT = 0;
    static final int NONE = -1;

    private static final int ROW = 4;
    private static final int DEPTH = 0;
    private static final int WORD = 1;
    /** The state at which the next shorter word ends. */
    private static final int SHORTER = 2;
    /** The state behind the last child. */
    private static final int CHILDREN_END = 3;

    private static final int PAGE = 256;
    private static final int[] EMPTY_PAGE = new int[PAGE];

    private final boolean wholeWords;
    /** Two for each state, side by side since a step needs both: the set of its edges, and what {@link #pack} puts together. */
    private final long[] nodes;

    private final char[] label;
    /** {@value #ROW} for each state, side by side since whoever meets a word needs most: {@link #DEPTH} and those behind it. */
    private final int[] rows;

    private final int[][] rootPages = new int[PAGE][];
    private final Beginnings beginnings;

    /**
     * @param words not empty, distinct and in the {@link Alphabet#ORDER} of their characters
     * @param wholeWords whether a word that begins with a letter or digit is passed over behind another one
     */
    PhraseTrie(List<String> words, boolean wholeWords) {
        this.wholeWords = wholeWords;
        Branches branches = new Branches(words);
        int states = branches.states();
        label = new char[states];
        rows = new int[ROW * states];
        nodes = new long[2 * states];
        join(branches);
        spreadRoot();
        link();
        beginnings = wholeWords ? new WordBeginnings(words, this::behind) : new PieceBeginnings(words);
    }

    private void join(Branches branches) {
        for (int state = 0; state < label.length; state++) {
            label[state] = branches.label(state);
            rows[ROW * state + DEPTH] = branches.depth(state);
            rows[ROW * state + WORD] = branches.word(state);
            rows[ROW * state + CHILDREN_END] = branches.childrenEnd(state);
            nodes[2 * state + 1] = pack(branches.firstChild(state), ROOT, word(state) != NONE);
            for (int child = firstChild(state); child < childrenEnd(state); child++) {
                nodes[2 * state] |= 1L << Alphabet.bit(branches.label(child));
            }
        }
    }

    /**
     * @param fail the state of the longest end of the path that begins a word too
     * @param ends whether a word ends here, at the end of the path or of what it falls back to
     */
    private static long pack(int firstChild, int fail, boolean ends) {
        return (long) firstChild << 32 | (long) fail << 1 | (ends ? 1 : 0);
    }

    private int firstChild(int state) {
        return (int) (nodes[2 * state + 1] >>> 32);
    }

    private int childrenEnd(int state) {
        return rows[ROW * state + CHILDREN_END];
    }

    private int fail(int state) {
        return (int) nodes[2 * state + 1] >>> 1;
    }

    private void spreadRoot() {
        Arrays.fill(rootPages, EMPTY_PAGE);
        for (int child = firstChild(ROOT); child < childrenEnd(ROOT); child++) {
            int page = label[child] / PAGE;
            if (rootPages[page] == EMPTY_PAGE) {
                rootPages[page] = new int[PAGE];
            }
            rootPages[page][label[child] % PAGE] = child;
        }
    }

    /**
     * A state falls back to the longest end of its own path that begins a word too; those are shorter, so they are known already when states
     * are gone through by depth.
     */
    private void link() {
        rows[ROW * ROOT + SHORTER] = NONE;
        int[] byDepth = new int[label.length];
        int end = 1;
        for (int next = 0; next < end; next++) {
            int state = byDepth[next];
            for (int child = firstChild(state); child < childrenEnd(state); child++) {
                int fail = state == ROOT ? ROOT : step(fail(state), label[state], label[child]);
                int shorter = word(fail) == NONE ? shorter(fail) : fail;
                rows[ROW * child + SHORTER] = shorter;
                nodes[2 * child + 1] = pack(firstChild(child), fail, word(child) != NONE || shorter != NONE);
                byDepth[end++] = child;
            }
        }
    }

    /**
     * The state behind one more character.
     *
     * @param before the character before it; a blank where there is none
     */
    int step(int from, char before, char unit) {
        int state = follow(from, unit);
        return state == ROOT ? begin(before, unit) : state;
    }

    /** The state behind one more character of a word that has begun; the root when it goes on with none, but may begin one. */
    int follow(int from, char unit) {
        int bit = Alphabet.bit(unit);
        int state = from;
        while (state != ROOT) {
            long edges = nodes[2 * state];
            if ((edges >>> bit & 1) != 0) {
                int child = firstChild(state) + Long.bitCount(edges & ((1L << bit) - 1));
                if (bit != Alphabet.OTHERS) {
                    return child;
                }
                child = search(child, childrenEnd(state) - 1, unit);
                if (child != NONE) {
                    return child;
                }
            }
            state = fail(state);
        }
        return ROOT;
    }

    /** The state behind the beginning of a word, which takes a step for each character. */
    private int behind(String beginning) {
        int state = ROOT;
        for (int i = 0; i < beginning.length(); i++) {
            state = step(state, i == 0 ? ' ' : beginning.charAt(i - 1), beginning.charAt(i));
        }
        return state;
    }

    /** The state behind a character that may begin a word. */
    int begin(char before, char unit) {
        return wholeWords && Script.isWordUnit(before) && Script.isWordUnit(unit)
                ? ROOT
                : rootPages[unit / PAGE][unit % PAGE];
    }

    private int search(int first, int last, char unit) {
        int low = first;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (label[middle] < unit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return label[low] == unit ? low : NONE;
    }

    /**
     * Passes over characters that leave the root where it is, but for those near a text's end that leave something open there; and
     * over a first word, within which nothing ends.
     *
     * @return {@link Beginnings#index}, {@code from} or behind it, of a character that {@link #begin} has to be asked about if {@link
     *     Beginnings#state} is the root; otherwise that state is entered before the character
     */
    long pass(FoldedText text, int from) {
        return beginnings.next(text, from);
    }

    /** The first state on the way of ends, this one included, at which a word ends; {@link #NONE} when there is none. */
    int ending(int state) {
        if ((nodes[2 * state + 1] & 1) == 0) {
            return NONE;
        }
        return word(state) == NONE ? shorter(state) : state;
    }

    /** The next shorter word that ends where the word of this state does; {@link #NONE} when there is none. */
    int shorter(int state) {
        return rows[ROW * state + SHORTER];
    }

    /** Index of the word that ends at a state. */
    int word(int state) {
        return rows[ROW * state + WORD];
    }

    /** How many of the latest characters may yet become a word. */
    int depth(int state) {
        return rows[ROW * state + DEPTH];
    }
}
