package dev.fulcrum.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles of failure rules for tests. */
final class FailureRules {
    private static final Path SHIPPED = Path.of("rules", "failure").toAbsolutePath();

    private FailureRules() {}

    /** The shipped rules over models that refuse or evade, and nothing else. */
    static void fallBackFromRefusals(Path rules) {
        copy("refusals.drl", rules);
        copy("refusals.cases.yaml", rules);
    }

    private static void copy(String file, Path rules) {
        try {
            Files.createDirectories(rules.resolve("failure"));
            Files.copy(SHIPPED.resolve(file), rules.resolve("failure").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
