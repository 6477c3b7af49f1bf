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
    @Override
    public Reading readDirectory() {
        return reading(BundleDirectory.read(rules, risks));
    }

    @Override
    public Reading readStored(Map<String, String> files) {
        return reading(BundleDirectory.parse(files));
    }

    private static Reading reading(Loaded<BundleSource> loaded) {
        return new Reading(loaded.value(), loaded.problems());
    }
}
