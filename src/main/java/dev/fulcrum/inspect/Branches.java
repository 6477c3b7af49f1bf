package dev.fulcrum.inspect;

import java.util.List;

/** The states of a {@link PhraseTrie}, found branch by branch: since words come in order, those with the same beginning are neighbours. */
final class Branches {
    private final List<String> words;
    private final char[] label;
    private final int[] firstChild;
    private final int[] childrenEnd;
    private final int[] depth;
    private final int[] word;
    /** For each state, the range of words that begin with its path. */
    private final int[] from;

    private final int[] to;
    private int states;

    /** @param words distinct and in the {@link Alphabet#ORDER} of their characters */
    Branches(List<String> words) {
        this.words = words;
        int capacity = 1 + words.stream().mapToInt(String::length).sum();
        label = new char[capacity];
        depth = new int[capacity];
        word = new int[capacity];
        from = new int[capacity];
        to = new int[capacity];
        firstChild = new int[capacity];
        childrenEnd = new int[capacity];
        add((char) 0, 0, 0, words.size());
        grow();
    }

    int states() {
        return states;
    }

    /** The character that leads to a state. */
    char label(int state) {
        return label[state];
    }

    int depth(int state) {
        return depth[state];
    }

    /** Index of the word that ends at a state; {@link PhraseTrie#NONE} when none does. */
    int word(int state) {
        return word[state];
    }

    int firstChild(int state) {
        return firstChild[state];
    }

    /** The state behind the last child. */
    int childrenEnd(int state) {
        return childrenEnd[state];
    }

    private void grow() {
        int[] waiting = new int[label.length];
        int count = 1;
        while (count > 0) {
            int state = waiting[--count];
            firstChild[state] = states;
            addChildren(state);
            childrenEnd[state] = states;
            for (int child = states - 1; child >= firstChild[state]; child--) {
                waiting[count++] = child;
            }
        }
    }

    private void add(char unit, int level, int first, int end) {
        label[states] = unit;
        depth[states] = level;
        from[states] = first;
        to[states] = end;
        word[states] = first < end && words.get(first).length() == level ? first : PhraseTrie.NONE;
        states++;
    }

    private void addChildren(int state) {
        int level = depth[state];
        int next = word[state] == PhraseTrie.NONE ? from[state] : from[state] + 1;
        while (next < to[state]) {
            char unit = words.get(next).charAt(level);
            int first = next;
            while (next < to[state] && words.get(next).charAt(level) == unit) {
                next++;
            }
            add(unit, level + 1, first, next);
        }
    }
}
