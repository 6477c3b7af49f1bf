package dev.fulcrum.inspect;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Looks at texts for longer than an event loop could wait. Thread-safe; never blocks. */
interface SlowDetector {

    /** Whether it may see one of the kinds. */
    boolean reportsOneOf(Set<String> kinds);

    /**
     * What it sees of some kinds; never completes exceptionally.
     *
     * @param kinds those that rules read
     */
    CompletableFuture<ExternalFindings> inspect(List<Part> parts, Set<String> kinds);

    /** The same at once, for one who has time; nothing when somebody else would have to be asked. */
    default List<Finding> inspectNow(List<Part> parts, Set<String> kinds) {
        return List.of();
    }
}
