package dev.fulcrum.model;

/**
 * A stretch of a part's text.
 *
 * @param start first UTF-16 index, inclusive
 * @param end last UTF-16 index, exclusive; greater than {@code start}
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("span " + start + ".." + end + " is empty or before the text");
        }
    }
}
