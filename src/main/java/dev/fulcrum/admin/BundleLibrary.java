package dev.fulcrum.admin;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where bundles come from: the rules directory, and files that were stored when a bundle came into force. */
public interface BundleLibrary {

    /**
     * A bundle, or all that keeps its files from being one.
     *
     * @param source empty exactly when there are problems
     */
    record Reading(Optional<BundleSource> source, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /** Reads the rules directory and the risk register as they are now. */
    Reading readDirectory();

    /** Reads a bundle back from its stored files. */
    Reading readStored(Map<String, String> files);
}
