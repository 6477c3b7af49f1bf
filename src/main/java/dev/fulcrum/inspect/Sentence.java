package dev.fulcrum.inspect;

/**
 * A sentence of a folded text.
 *
 * @param start first folded index
 * @param end folded index behind it
 * @param item whether it belongs to an item of a list
 * @param paragraph number of its line that is not empty, from 0
 */
record Sentence(int start, int end, boolean item, int paragraph) {
    int length() {
        return end - start;
    }
}
