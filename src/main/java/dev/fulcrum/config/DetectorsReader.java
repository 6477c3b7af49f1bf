package dev.fulcrum.config;

import dev.fulcrum.config.ExternalDetector.Format;
import dev.fulcrum.config.ExternalDetector.OnError;
import dev.fulcrum.config.GatewayConfig.Detectors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code detectors}. */
final class DetectorsReader {
    private static final Form<String> KIND = Form.matching(
            "[a-z0-9][A-Za-z0-9._/-]{0,99}", "a kind of finding, such as answer.schema.refund or moderation.violence");

    private final BaseDirectory paths;
    private final AllowedHosts allowed;
    private final Names names = new Names("external detector");
    private final Map<String, Value> schemaKinds = new HashMap<>();

    DetectorsReader(BaseDirectory paths, AllowedHosts allowed) {
        this.paths = paths;
        this.allowed = allowed;
    }

    Detectors read(Section section) {
        long cacheBytes = section.get("cache", Units.size("64KiB", "16GiB"), 16L << 20);
        List<JsonSchemaFile> schemas = new ArrayList<>();
        section.items("json-schemas").forEach(item -> schema(item.section()).ifPresent(schemas::add));
        List<ExternalDetector> external = new ArrayList<>();
        section.items("external").forEach(item -> external(item.section()).ifPresent(external::add));
        Duration time = section.get("time", Units.duration("1ms", "1m"), Duration.ofSeconds(2));
        section.close();
        return new Detectors(cacheBytes, schemas, external, time);
    }

    private Optional<JsonSchemaFile> schema(Section section) {
        Optional<String> kind = section.need("kind", KIND);
        Optional<Path> file = section.need("schema", paths.file("the path of a JSON schema"));
        kind.flatMap(known -> Optional.ofNullable(schemaKinds.putIfAbsent(known, section.place())))
                .ifPresent(earlier -> section.problem(
                        "kind",
                        section.shown("kind") + " is already the kind of line " + earlier.line(),
                        "choose another"));
        section.close();
        return kind.flatMap(known -> file.map(path -> new JsonSchemaFile(known, path)));
    }

    private Optional<ExternalDetector> external(Section section) {
        String name = names.claim(section);
        Optional<URI> url = section.need("url", Addresses.url());
        url.ifPresent(address -> allowed.check(section, address));
        Optional<Format> format = section.need("format", Form.oneOf(List.of(Format.values()), Format::id));
        List<String> kinds = new ArrayList<>();
        section.needItems("kinds", "at least one kind, such as [ moderation.violence ]")
                .forEach(item -> item.read(KIND).ifPresent(kinds::add));
        Duration timeout = section.get("timeout", Units.duration("10ms", "1m"), Duration.ofMillis(300));
        OnError onError = section.get("on-error", Form.oneOf(List.of(OnError.values()), OnError::id), OnError.IGNORE);
        Optional<Secret> key = section.find("key").flatMap(Value::secret);
        section.close();
        return url.flatMap(address ->
                format.map(known -> new ExternalDetector(name, address, known, kinds, timeout, onError, key)));
    }
}
