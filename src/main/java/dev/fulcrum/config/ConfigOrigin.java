package dev.fulcrum.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a configuration was read, so that it can be read again while the gateway runs. Immutable.
 *
 * <p>It keeps the file as its author wrote it, with {@code ${NAME}} in the place of secrets.
 */
public final class ConfigOrigin {
    private final Path file;
    private final Function<String, String> environment;
    private final Value root;

    ConfigOrigin(Path file, Function<String, String> environment, Value root) {
        this.file = file;
        this.environment = environment;
        this.root = root;
    }

    public Path file() {
        return file;
    }

    /** What the file says now. */
    public Loaded<GatewayConfig> again() {
        return GatewayConfig.read(file, environment);
    }

    /**
     * What another reading of the file says otherwise, such as {@code server.port} or {@code targets[openai].url}, apart from
     * the keys of applications that both have.
     */
    public List<String> differences(ConfigOrigin other) {
        return new Differences(Differences.APP_KEYS).between(Optional.of(root), Optional.of(other.root));
    }
}
