package dev.fulcrum.config;

import dev.fulcrum.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files and texts as tests write them. */
final class Written {
    /** The least that is a configuration; each line is known to tests by its number. */
    static final String LEAST =
            """
            targets:
              - { name: sim, kind: simulated, character: eager }
            routes:
              - { name: all, models: [ "*" ], targets: [ sim ] }
            policy: { rules: rules, risks: risks.yaml }
            ledger: { path: data/fulcrum.db }
            """;

    private Written() {}

    static Path file(Path directory, String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Loaded<GatewayConfig> config(Path directory, String text, Map<String, String> environment) {
        return GatewayConfig.read(file(directory, "fulcrum.yaml", text), environment::get);
    }

    /** Line and path of each problem, such as {@code 3 targets[0].url}. */
    static List<String> places(Loaded<?> loaded) {
        return loaded.problems().stream()
                .map(problem -> (problem.line() + " " + problem.path()).strip())
                .toList();
    }

    static Problem only(Loaded<?> loaded) {
        if (loaded.problems().size() != 1) {
            throw new AssertionError("expected one problem: " + loaded.problems());
        }
        return loaded.problems().get(0);
    }
}
