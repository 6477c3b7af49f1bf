package dev.fulcrum.surface;

/**
 * A string, or a number, of a body that makes up a stretch of a part's text.
 *
 * @param at where it begins in the part's text, in UTF-16 units
 * @param text what it says, decoded
 * @param start first byte of its token in the body, the opening quote of a string
 * @param end byte after its token
 */
record Piece(int at, String text, int start, int end) {

    /** Where it ends in the part's text. */
    int until() {
        return at + text.length();
    }
}
