package dev.fulcrum;

import dev.fulcrum.admin.BundleLibrary;
import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.model.BundleSource;
import java.nio.file.Path;
import java.util.Map;

/**
 * Bundles from the configured directory, and stored ones from their files.
 *
 * @param rules the bundle's directory
 * @param risks the risk register
 */
record BundleFiles(Path rules, Path risks) implements BundleLibrary {
    private static final int TRIES = 20;

    /** Reads until nothing changed meanwhile, so that files of two states are never put together; a directory that never rests is read as it is. */
    @Override
    public Reading readDirectory() {
        Reading reading = reading(BundleDirectory.read(rules, risks));
        for (int tries = 1; tries < TRIES; tries++) {
            Reading again = reading(BundleDirectory.read(rules, risks));
            if (same(reading, again)) {
                return again;
            }
            reading = again;
        }
        return reading;
    }

    private static boolean same(Reading one, Reading other) {
        return one.source().map(BundleSource::revision).equals(other.source().map(BundleSource::revision))
                && one.problems().equals(other.problems());
    }

    @Override
    public Reading readStored(Map<String, String> files) {
        return reading(BundleDirectory.parse(files));
    }

    private static Reading reading(Loaded<BundleSource> loaded) {
        return new Reading(loaded.value(), loaded.problems());
    }
}
