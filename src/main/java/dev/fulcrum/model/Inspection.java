package dev.fulcrum.model;

import java.util.List;
import java.util.Set;

/** Finds in parts what rules read about them. Thread-safe. */
@FunctionalInterface
public interface Inspection {

    /** The findings of all parts, in the order of the parts. */
    List<Finding> inspect(List<Part> parts);

    /**
     * Makes inspections from a bundle's language files.
     *
     * <p>Only detectors whose kinds are asked for are built; an empty set of kinds asks for none.
     */
    @FunctionalInterface
    interface Factory {
        /**
         * Builds an inspection that looks for the given kinds only.
         *
         * @param kinds the kinds of findings that the rules read
         * @throws IllegalArgumentException naming file and line when a pattern does not compile
         */
        Inspection create(Lexicon lexicon, Set<String> kinds);
    }
}
