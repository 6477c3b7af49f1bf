package dev.fulcrum.gateway;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The directory that a gateway under test lives in: its configuration, rules and risks. */
final class GatewayHome {
    private static final Path SHIPPED_RULES = Path.of("rules").toAbsolutePath();

    private static final Path SHIPPED_RISKS = Path.of("config/risks.yaml").toAbsolutePath();

    private GatewayHome() {}

    /** Copies the shipped rules unless there are rules. */
    static void shipRules(Path home) {
        if (!Files.exists(home.resolve("rules"))) {
            copy(SHIPPED_RULES, home.resolve("rules"));
        }
    }

    /** Writes the configuration, and the shipped risks unless there are some. */
    static GatewayConfig configure(Path home, String yaml) {
        try {
            Files.writeString(home.resolve("fulcrum.yaml"), config(yaml));
            if (!Files.exists(home.resolve("risks.yaml"))) {
                Files.copy(SHIPPED_RISKS, home.resolve("risks.yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Loaded<GatewayConfig> loaded = GatewayConfig.read(home.resolve("fulcrum.yaml"), name -> null);
        return loaded.value()
                .orElseThrow(() -> new AssertionError("the test's configuration is refused: " + loaded.problems()));
    }

    private static String config(String yaml) {
        StringBuilder all = new StringBuilder(yaml);
        orDefault(all, yaml, "server:", "server: { host: 127.0.0.1, port: 0 }");
        orDefault(all, yaml, "admin:", "admin: { host: 127.0.0.1, port: 0 }");
        orDefault(all, yaml, "policy:", "policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s }");
        orDefault(all, yaml, "ledger:", "ledger: { path: data/fulcrum.db }");
        orDefault(
                all,
                yaml,
                "desks:",
                """
                desks:
                  - { name: wealth, hours: always }
                  - { name: complaints, hours: always }
                  - { name: fraud, hours: always }
                """);
        return all.toString();
    }

    private static void orDefault(StringBuilder all, String yaml, String key, String text) {
        if (!("\n" + yaml).contains("\n" + key)) {
            all.append('\n').append(text).append('\n');
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
