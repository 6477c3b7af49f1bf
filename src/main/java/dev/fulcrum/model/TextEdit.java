package dev.fulcrum.model;

/**
 * A replacement inside a part's text: one redaction after merging.
 *
 * @param part the part as it was read
 * @param span what is replaced, in UTF-16 indices of {@code part.text()}
 * @param replacement what stands there instead
 */
public record TextEdit(Part part, Span span, String replacement) {}
