package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a detector saw in a part.
 *
 * @param kind dotted name such as {@code pii.email} or {@code topic.investment-advice}
 * @param part where it was seen
 * @param score confidence, 0 to 1
 * @param count how often it was seen; at least 1
 * @param spans where in the part's text, ascending, not overlapping; empty when the whole part is meant
 */
public record Finding(String kind, Part part, double score, int count, List<Span> spans) {
    public Finding {
        requireNonNull(kind);
        requireNonNull(part);
        spans = List.copyOf(spans);
        if (score < 0 || score > 1 || count < 1) {
            throw new IllegalArgumentException("score must be 0 to 1 and count at least 1: " + score + ", " + count);
        }
    }

    /** A finding that a rule marked {@code @infers} inserts: about a whole part, seen once. */
    public static Finding inferred(String kind, Part part, double score) {
        return new Finding(kind, part, score, 1, List.of());
    }
}
