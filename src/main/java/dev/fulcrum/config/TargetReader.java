package dev.fulcrum.config;

import dev.fulcrum.config.Target.Auth;
import dev.fulcrum.config.Target.Guard;
import dev.fulcrum.config.Target.Persona;
import dev.fulcrum.config.Target.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one of {@code targets}. */
final class TargetReader {
    private enum Kind {
        HTTP,
        SIMULATED,
        RECORDED
    }

    private final Names names;
    private final BaseDirectory paths;
    private final AccountsReader accounts;
    private final int connections;
    private final AllowedHosts allowed;

    /**
     * @param accounts reads their prices
     * @param connections of callers: so many exchanges a target is given unless it says otherwise
     * @param allowed hosts that targets may have
     */
    TargetReader(Names names, BaseDirectory paths, AccountsReader accounts, int connections, AllowedHosts allowed) {
        this.names = names;
        this.paths = paths;
        this.accounts = accounts;
        this.connections = connections;
        this.allowed = allowed;
    }

    /** Empty after the report of why it cannot be made; then it still counts as named. */
    Optional<Target> read(Section section) {
        String name = names.claim(section);
        Optional<Kind> kind = section.need(
                "kind", Form.oneOf(List.of(Kind.values()), value -> value.name().toLowerCase(Locale.ROOT)));
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Guard guard = GuardReader.read(section, connections);
        Optional<Target> target =
                switch (kind.get()) {
                    case HTTP -> http(name, section, guard);
                    case SIMULATED -> simulated(name, section, guard);
                    case RECORDED -> recorded(name, section, guard);
                };
        accounts.target(name, section);
        section.close();
        return target;
    }

    private Optional<Target> http(String name, Section section, Guard guard) {
        Optional<URI> url = section.need("url", Addresses.baseUrl());
        url.ifPresent(address -> allowed.check(section, address));
        Optional<KeyFile> keyFile = keyFile(section);
        Optional<Secret> key = section.find("key").flatMap(Value::secret);
        TargetSurfaces.Dialect dialect = TargetSurfaces.dialect(section);
        Set<String> surfaces = TargetSurfaces.of(section, dialect);
        Auth auth = auth(section, dialect.auth());
        Optional<String> model = section.get("model", Form.text("the name of a model"));
        Timeouts timeouts = new Timeouts(
                section.get("connect-timeout", Units.duration("10ms", "2m"), Duration.ofSeconds(5)),
                section.get("first-byte-timeout", Units.duration("10ms", "1h"), Duration.ofSeconds(120)),
                section.get("idle-timeout", Units.duration("10ms", "1h"), Duration.ofSeconds(120)));
        Optional<TlsFiles> tls = new TlsReader(paths).ofTarget(section, url);
        boolean lenient = section.get("lenient", Form.flag(), false);
        Set<String> headers = TargetHeaders.read(section, "headers");
        Set<String> answerHeaders = TargetHeaders.read(section, "answer-headers");
        Set<String> query = TargetHeaders.query(section);
        return url.map(address -> new Target.Http(
                name,
                address,
                auth,
                key,
                keyFile,
                model,
                timeouts,
                surfaces,
                tls,
                headers,
                answerHeaders,
                query,
                guard,
                lenient));
    }

    private Optional<KeyFile> keyFile(Section section) {
        Optional<KeyFile> file = section.get("key-file", paths.file("the path of a file that holds the key"))
                .map(path -> new KeyFile(path, section.place().path() + ".key-file"));
        if (section.has("key-file") && section.has("key")) {
            section.problem("key-file", "stands beside `key`", "keep one of them");
        }
        file.ifPresent(there -> there.read()
                .problems()
                .forEach(problem -> section.problem("key-file", problem.what(), problem.mend())));
        return file;
    }

    private static Auth auth(Section section, Auth usual) {
        boolean keyed = section.has("key") || section.has("key-file");
        Optional<Auth> auth = section.get("auth", Form.oneOf(List.of(Auth.values()), Auth::id));
        if (auth.isPresent() && auth.get().sendsKey() && !keyed) {
            section.problem(
                    "key",
                    "is missing, though `auth: " + auth.get().id() + "` sends one",
                    "expected one environment variable, such as ${OPENAI_API_KEY}, or `key-file`");
        }
        if (auth.isPresent() && !auth.get().sendsKey() && keyed) {
            section.problem(
                    "auth",
                    "`" + auth.get().id() + "` would never send the key of this target",
                    "remove " + (section.has("key") ? "`key`" : "`key-file`")
                            + ", or use bearer, x-api-key or api-key");
        }
        return auth.orElse(keyed ? usual : Auth.NONE);
    }

    private static Optional<Target> simulated(String name, Section section, Guard guard) {
        Optional<Persona> character = section.need("character", Form.oneOf(List.of(Persona.values()), Persona::id));
        TargetSurfaces.ofSimulation(section);
        Duration pace = section.get("pace", Units.duration("0ms", "10s"), Duration.ZERO);
        return character.map(known -> new Target.Simulated(name, known, pace, guard));
    }

    private Optional<Target> recorded(String name, Section section, Guard guard) {
        Optional<Path> file = section.need("file", paths.file("the path of a JSON Lines file of exchanges"));
        Set<String> surfaces = TargetSurfaces.ofRecording(section);
        return file.map(path -> new Target.Recorded(name, path, surfaces, guard));
    }
}
