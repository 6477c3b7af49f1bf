package dev.fulcrum.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A model endpoint of the configuration. */
public sealed interface Target permits Target.Http, Target.Simulated, Target.Recorded {

    /** The name that routes use; unique among the targets. */
    String name();

    /** Ids of the surfaces that it can serve; empty when only its recorded exchanges tell. */
    Set<String> surfaces();

    /** What protects it and those who wait for it. */
    Guard guard();

    /**
     * An endpoint behind HTTP.
     *
     * @param url where the surface's own path is added, such as {@code https://api.openai.com}
     * @param key the endpoint's own key out of the environment; this or a key file is present exactly when {@code auth}
     *     sends a key
     * @param keyFile the file that holds its key
     * @param model what the endpoint is asked for instead of the model that the caller named
     * @param tls who is trusted and what is shown, when that differs from the platform's; with {@code https} only
     * @param headers of callers that it gets besides those that always pass, in lower case
     * @param answerHeaders of its answers that callers get besides those that always pass, in lower case
     * @param query parameters of a caller's query that it gets besides those that always pass
     * @param lenient whether its streams may say more behind a finish reason, and end without a terminator
     */
    record Http(
            String name,
            URI url,
            Auth auth,
            Optional<Secret> key,
            Optional<KeyFile> keyFile,
            Optional<String> model,
            Timeouts timeouts,
            Set<String> surfaces,
            Optional<TlsFiles> tls,
            Set<String> headers,
            Set<String> answerHeaders,
            Set<String> query,
            Guard guard,
            boolean lenient)
            implements Target {
        public Http {
            surfaces = Set.copyOf(surfaces);
            headers = Set.copyOf(headers);
            answerHeaders = Set.copyOf(answerHeaders);
            query = Set.copyOf(query);
        }
    }

    /**
     * How long an endpoint may take.
     *
     * @param connect until the connection stands, TLS included
     * @param firstByte from sending the request to the answer's first byte
     * @param idle between two bytes of the answer
     */
    record Timeouts(Duration connect, Duration firstByte, Duration idle) {}

    /**
     * A model that is embedded, deterministic and no model at all.
     *
     * @param pace time between two chunks of a streamed answer; zero for none
     */
    record Simulated(String name, Persona character, Duration pace, Guard guard) implements Target {
        @Override
        public Set<String> surfaces() {
            return TargetSurfaces.SIMULATED;
        }
    }

    /**
     * Answers from recorded exchanges.
     *
     * @param file JSON Lines
     */
    record Recorded(String name, Path file, Set<String> surfaces, Guard guard) implements Target {
        public Recorded {
            surfaces = Set.copyOf(surfaces);
        }
    }

    /**
     * How many exchanges a target is given, and when it is left alone.
     *
     * @param concurrency exchanges in flight at most
     * @param queue how many more may wait
     * @param queueTime how long they wait at most
     * @param breaker empty when it is never left alone
     */
    record Guard(int concurrency, int queue, Duration queueTime, Optional<Breaker> breaker) {}

    /**
     * When a target that fails is left alone.
     *
     * @param failurePercent share of failures at which it is
     * @param of how many of the newest attempts count
     * @param minimum how many of them have to be there
     * @param pause until a probe
     */
    record Breaker(int failurePercent, int of, int minimum, Duration pause) {}

    /** How an endpoint gets to know who is calling. */
    enum Auth {
        /** {@code authorization: Bearer} and the endpoint's key. */
        BEARER("bearer"),
        /** {@code x-api-key} and the endpoint's key, as Anthropic has it. */
        X_API_KEY("x-api-key"),
        /** {@code api-key} and the endpoint's key, as Azure has it. */
        API_KEY("api-key"),
        /** The caller's own credentials are passed on. */
        CALLER("caller"),
        /** No credentials at all. */
        NONE("none");

        private final String id;

        Auth(String id) {
            this.id = id;
        }

        /** The word in the configuration. */
        public String id() {
            return id;
        }

        /** Whether it sends the endpoint's own key. */
        public boolean sendsKey() {
            return this == BEARER || this == X_API_KEY || this == API_KEY;
        }
    }

    /** How a simulated model behaves. */
    enum Persona {
        /** Answers everything, and leaks or promises when asked to. */
        EAGER("eager"),
        /** Refuses too much. */
        CAREFUL("careful"),
        /** Hedges and commits to nothing. */
        EVASIVE("evasive"),
        /** Answers and refuses sensibly. */
        BALANCED("balanced");

        private final String id;

        Persona(String id) {
            this.id = id;
        }

        /** The word in the configuration. */
        public String id() {
            return id;
        }
    }
}
