package dev.fulcrum.inspect;

/** Cuts a long text into segments that overlap, so that whatever is not longer than the overlap is whole in one of them. */
final class Segments {
    static final int LENGTH = 256 * 1024;
    static final int OVERLAP = 4 * 1024;

    private Segments() {}

    /** Index after the segment that begins at an index. */
    static int end(String text, int from) {
        return text.length() - from <= LENGTH + OVERLAP ? text.length() : whole(text, from + LENGTH);
    }

    /** Where the next segment begins after one that ends at an index: after a blank where there is one, else within a word. */
    static int next(String text, int end) {
        if (end == text.length()) {
            return end;
        }
        int earliest = end - OVERLAP;
        for (int i = earliest; i < end - OVERLAP / 2; i++) {
            if (Script.isBlank(text.charAt(i))) {
                return i + 1;
            }
        }
        return whole(text, earliest);
    }

    /** The index, or the one before where it would part two surrogates. */
    private static int whole(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) && Character.isHighSurrogate(text.charAt(index - 1))
                ? index - 1
                : index;
    }
}
