package dev.fulcrum.cli;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option `--config`, which most commands share. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "config/fulcrum.yaml",
            description = "The configuration; default ${DEFAULT-VALUE}.")
    private Path file;

    Path file() {
        return file;
    }

    /** Reads the configuration, or ends the command with all that is wrong with it. */
    GatewayConfig read() {
        Loaded<GatewayConfig> loaded = load();
        return loaded.value().orElseThrow(() -> new Trouble(Findings.text(loaded.problems(), Palette.auto())));
    }

    Loaded<GatewayConfig> load() {
        return GatewayConfig.read(file, System::getenv);
    }
}
