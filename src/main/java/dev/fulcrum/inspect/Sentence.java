package dev.fulcrum.inspect;

/**
 * A sentence of a folded text.
 *
 * @param start first folded index
 * @param end folded index behind it
 * @param item whether it belongs to an item of a list
 * @param han how many of its characters are Han
 */
record Sentence(int start, int end, boolean item, int han) {
    /** A Han character says about as much as three Latin letters. */
    private static final int LETTERS = 3;

    int length() {
        return end - start;
    }

    /** How much is said in it, in Latin letters, so that texts of both scripts can be compared. */
    int volume() {
        return length() + (LETTERS - 1) * han;
    }
}
