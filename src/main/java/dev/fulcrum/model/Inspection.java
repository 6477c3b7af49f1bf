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

    /**
     * The findings of all parts as far as there is time to look for them, and the kinds for which there was not.
     *
     * <p>A failure counts as that of a service outside whose failure counts: rules that read its kinds do not know what they would have to.
     */
    default ExternalFindings inspectInTime(List<Part> parts) {
        return new ExternalFindings(inspect(parts), List.of());
    }

    /** All findings that need nobody outside, those among them that take long: blocks, so not for an event loop. */
    default List<Finding> inspectAtLeisure(List<Part> parts) {
        return inspect(parts);
    }

    /** Looks at parts while they grow; what only the whole text shows is seen when a part is complete. */
    default Growing growing() {
        return (part, complete) ->
                complete ? new Settled(inspect(List.of(part)), part.text().length()) : new Settled(List.of(), 0);
    }

    /** The same, as far as there is time for all looks at all parts: what comes when it is up is not looked at. */
    default Growing growingInTime() {
        return growing();
    }

    /** Looks at growing parts again and again; for one answer, not thread-safe. */
    @FunctionalInterface
    interface Growing {
        /**
         * Looks at what has come of a part, told apart by its kind and index.
         *
         * @param part with all its text so far, which begins with what it was at the last look
         * @param complete whether no more will come
         */
        Settled look(Part part, boolean complete);

        /** The kinds for which there was no time; empty as long as there is. */
        default List<ExternalFindings.Failure> failures() {
            return List.of();
        }
    }

    /**
     * What is certain about a part of which more may come.
     *
     * @param findings what was seen in the settled beginning: what would be seen there in the whole text
     * @param position where the settled beginning ends, in UTF-16 units; nowhere within a span
     */
    record Settled(List<Finding> findings, int position) {
        public Settled {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The same inspection for fewer kinds: it finds no others, and does without what looks for others alone.
     *
     * <p>Takes microseconds, and may be done on an event loop.
     */
    default Inspection narrowed(Set<String> kinds) {
        return this;
    }

    /** Whether services outside look at parts too, or what else takes longer than an event loop could wait, so that {@link #inspectExternally} has something to do. */
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

        /** Those of the kinds of which nothing is certain before a text has ended. */
        default Set<String> needWhole(Lexicon lexicon, Set<String> kinds) {
            return kinds;
        }
    }
}
