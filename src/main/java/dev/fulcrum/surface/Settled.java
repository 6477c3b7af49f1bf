package dev.fulcrum.surface;

import dev.fulcrum.model.Part;

/**
 * How much of a part's text may be released.
 *
 * @param part the part, told by kind and index; its text does not matter
 * @param until how many UTF-16 units of its text, from the first one on; 0 or more
 */
public record Settled(Part part, int until) {

    /** All that the part says so far. */
    public static Settled all(Part part) {
        return new Settled(part, part.text().length());
    }
}
