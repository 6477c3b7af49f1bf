package dev.fulcrum.model;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds in parts what rules read about them. Thread-safe. */
@FunctionalInterface
public interface Inspection {

    /** The findings of all parts, in the order of the parts. */
    List<Finding> inspect(List<Part> parts);

    /** Whether services outside look at parts too, so that {@link #inspectExternally} has something to do. */
    default boolean asksOutside() {
        return false;
    }

    /**
     * The findings of services outside, beside those of {@link #inspect}.
     *
     * <p>Returns at once and never completes exceptionally; the stage completes on a thread of the service's client, within the longest
     * time that a service is given.
     */
    default CompletionStage<ExternalFindings> inspectExternally(List<Part> parts) {
        return CompletableFuture.completedFuture(ExternalFindings.NONE);
    }

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
