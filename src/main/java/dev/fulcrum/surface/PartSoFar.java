package dev.fulcrum.surface;

import dev.fulcrum.model.Part;

/**
 * A part of an answer that is still coming.
 *
 * @param part with the text that has come; more can only be added at its end
 * @param complete whether nothing more of it is expected
 */
public record PartSoFar(Part part, boolean complete) {}
