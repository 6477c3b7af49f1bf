package dev.fulcrum.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The gateway's configuration, {@code config/fulcrum.yaml}: complete, consistent, every default filled in.
 *
 * <p>Paths are resolved against the directory of the file. {@code docs/configuration.md} has every key.
 *
 * @param origin where it was read
 * @param apps the calling applications; empty when every caller is the application {@code local}, on loopback only
 * @param targets at least one; names are unique
 * @param routes at least one, in the order in which they are tried
 * @param outcomes kinds of reports on exchanges besides those that are always known
 */
public record GatewayConfig(
        ConfigOrigin origin,
        Listener server,
        Listener admin,
        Limits limits,
        List<App> apps,
        List<Target> targets,
        List<Route> routes,
        Policy policy,
        Detectors detectors,
        Ledger ledger,
        List<Desk> desks,
        Accounts accounts,
        Idempotency idempotency,
        List<String> outcomes,
        Cors cors) {

    public GatewayConfig {
        apps = List.copyOf(apps);
        targets = List.copyOf(targets);
        routes = List.copyOf(routes);
        desks = List.copyOf(desks);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Reads and validates a configuration file.
     *
     * @param environment from a variable's name to its value, null when it is not set; such as {@code System::getenv}
     */
    public static Loaded<GatewayConfig> read(Path file, Function<String, String> environment) {
        Problems problems = new Problems();
        Optional<GatewayConfig> config = TextFile.read(file, problems)
                .flatMap(text ->
                        YamlText.parse(text, new Source(file.toString(), problems, Environment.of(environment))))
                .map(root ->
                        new GatewayConfigReader(file).read(root.section(), new ConfigOrigin(file, environment, root)));
        return Loaded.of(problems, config::orElseThrow);
    }

    /** What every end of TLS reads: the listeners first, then the targets. */
    public List<TlsFiles> tlsFiles() {
        Stream<Optional<TlsFiles>> listeners = Stream.of(server.tls(), admin.tls());
        Stream<Optional<TlsFiles>> called = targets.stream()
                .map(target -> target instanceof Target.Http http ? http.tls() : Optional.<TlsFiles>empty());
        return Stream.concat(listeners, called).flatMap(Optional::stream).toList();
    }

    /**
     * Where to listen.
     *
     * @param host name or address
     * @param port 0 for any free one
     * @param tls empty when it speaks in the clear
     */
    public record Listener(String host, int port, Optional<TlsFiles> tls) {
        /** How its address begins. */
        public String scheme() {
            return tls.isPresent() ? "https" : "http";
        }

        /** Whether only this machine can reach it; a name other than {@code localhost} counts as outside. */
        public boolean onLoopback() {
            return Addresses.isLoopback(host);
        }
    }

    /**
     * What a caller may ask of the gateway.
     *
     * @param bodyBytes of a request
     * @param headerBytes all headers of a request together
     * @param depth nesting of a request's JSON
     * @param requestTime until a request has arrived as a whole
     * @param connections at the same time
     * @param connectionsPerAddress at the same time from one address
     * @param requestsPerConnection after which a connection is closed
     * @param idleTime until a connection is closed on which no exchange is under way
     * @param exchanges under way at the same time
     * @param queue exchanges that may wait for a place among them
     * @param queueTime how long they wait at most
     * @param lag how late an event loop may be before requests are turned away
     * @param strangers entries in a minute about requests without a known key or a readable head
     * @param stopNotice how long a gateway that stops takes requests while it says that it is not ready
     * @param stopTime how long it waits for the exchanges under way
     * @param heartbeat after how much silence a caller that awaits a stream gets a comment
     * @param heldBytes for all bodies and answers together that are held in memory
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int depth,
            Duration requestTime,
            int connections,
            int connectionsPerAddress,
            int requestsPerConnection,
            Duration idleTime,
            int exchanges,
            int queue,
            Duration queueTime,
            Duration lag,
            int strangers,
            Duration stopNotice,
            Duration stopTime,
            Duration heartbeat,
            long heldBytes) {}

    /**
     * A calling application.
     *
     * @param keys hashes of its keys, {@code sha256:} and 64 hexadecimal digits in lower case; at least one
     */
    public record App(String name, List<String> keys) {
        public App {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Where the requests of some applications for some models go.
     *
     * @param apps names of applications; empty for all
     * @param models patterns of requested models, {@code *} for any characters and {@code ?} for one; at least one
     * @param targets what is tried in this order; at least one
     * @param windowCharacters when answers are held back in windows, how many characters come at most between two looks
     * @param deadline for the exchange as a whole, every attempt included
     * @param attempts tries of one exchange at most, over all targets
     */
    public record Route(
            String name,
            List<String> apps,
            List<String> models,
            List<Choice> targets,
            HoldBack holdBack,
            int windowCharacters,
            OnPolicyError onPolicyError,
            OnUnknown onUnknown,
            Duration deadline,
            int attempts) {
        public Route {
            apps = List.copyOf(apps);
            models = List.copyOf(models);
            targets = List.copyOf(targets);
        }
    }

    /**
     * Targets of a route that are as good as each other.
     *
     * @param members at least one
     * @param by how one of them is chosen
     */
    public record Choice(List<Member> members, By by) {
        public Choice {
            members = List.copyOf(members);
        }

        /** A choice that is none. */
        static Choice of(String target) {
            return new Choice(List.of(new Member(target, 1)), By.WEIGHT);
        }

        /**
         * One of them.
         *
         * @param target its name
         * @param weight its share of the exchanges, beside the others' weights
         */
        public record Member(String target, int weight) {}

        /** What one exchange shares with others that go to the same target. */
        public enum By {
            /** Nothing: exchanges are spread by weight. */
            WEIGHT,
            /** The conversation's subject: it stays with its target. */
            STICKY
        }
    }

    /** How much of a streamed answer is held back until the rules have seen it. */
    public enum HoldBack {
        /** All of it. */
        WHOLE,
        /** What rules may still decide about. */
        WINDOW,
        /** Nothing. */
        NONE
    }

    /** What becomes of an exchange when a rule breaks. */
    public enum OnPolicyError {
        /** It fails. */
        CLOSED,
        /** It goes on as if the rule had said nothing. */
        OPEN
    }

    /** What becomes of a request with something in it that its API does not know. */
    public enum OnUnknown {
        /** It is read as far as it can be, and passed on. */
        PASS,
        /** It is refused. */
        REFUSE
    }

    /**
     * Which rules hold and how they are run.
     *
     * @param rules the bundle's directory
     * @param risks the risk register
     * @param evaluationTime for all rules of one phase of one exchange
     * @param firings for all rules of one phase of one exchange
     * @param reload whether a change of a file is put in force without being asked
     * @param cases whether a bundle has to pass its cases to be put in force
     */
    public record Policy(Path rules, Path risks, Duration evaluationTime, int firings, boolean reload, boolean cases) {}

    /**
     * How parts are searched.
     *
     * @param cacheBytes for the findings of parts that were seen before
     * @param jsonSchemas what answers may be held against; kinds are unique
     * @param external services outside that are asked when a rule reads one of their kinds
     */
    public record Detectors(
            long cacheBytes, List<JsonSchemaFile> jsonSchemas, List<ExternalDetector> external, Duration time) {
        public Detectors {
            jsonSchemas = List.copyOf(jsonSchemas);
            external = List.copyOf(external);
        }
    }

    /**
     * Where exchanges are recorded.
     *
     * @param path the database file
     * @param queue how many entries may wait to be written
     * @param patience how long an exchange waits for a place in the queue before it fails
     */
    public record Ledger(Path path, int queue, Duration patience) {}

    /**
     * What applications may use and what it costs.
     *
     * @param currency such as {@code USD}; empty exactly when no target has a price
     * @param others the limits of applications that state none of their own
     * @param limits of applications that state some, which may be none at all
     * @param prices of targets that have one
     */
    public record Accounts(
            String currency,
            List<AppLimit> others,
            Map<String, List<AppLimit>> limits,
            Map<String, TargetPrice> prices) {
        public Accounts {
            others = List.copyOf(others);
            limits = Map.copyOf(limits);
            prices = Map.copyOf(prices);
        }
    }

    /**
     * How answers are kept for callers that ask again under the same idempotency key.
     *
     * @param bytes for all answers together
     */
    public record Idempotency(Duration keep, long bytes) {}

    /**
     * Which pages of browsers may call the gateway.
     *
     * @param origins such as {@code https://app.example.com}, or {@code *} alone; empty for none
     * @param credentials whether browsers may add what they know of the gateway, such as a client certificate
     * @param maxAge how long a browser may remember what it was told
     */
    public record Cors(Set<String> origins, boolean credentials, Duration maxAge) {
        public Cors {
            origins = Set.copyOf(origins);
        }
    }

    /**
     * A desk where work for people queues.
     *
     * @param hours {@code always}, or entries such as {@code Mon-Fri 09:00-18:00}, each ending after it begins
     * @param zone of the hours and the holidays
     * @param holidays days on which it is closed
     */
    public record Desk(String name, List<String> hours, ZoneId zone, List<LocalDate> holidays) {
        public Desk {
            hours = List.copyOf(hours);
            holidays = List.copyOf(holidays);
        }
    }
}
