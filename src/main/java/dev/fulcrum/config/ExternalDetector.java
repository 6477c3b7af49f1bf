package dev.fulcrum.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A service outside that looks at texts.
 *
 * @param name unique among them
 * @param url where texts are posted, as it is
 * @param kinds of findings that it may report; at least one
 * @param timeout from the call to the end of the answer
 * @param key sent as a bearer token
 */
public record ExternalDetector(
        String name,
        URI url,
        Format format,
        List<String> kinds,
        Duration timeout,
        OnError onError,
        Optional<Secret> key) {
    public ExternalDetector {
        kinds = List.copyOf(kinds);
    }

    /** How the service is spoken to. */
    public enum Format {
        /** As OpenAI's moderation is. */
        OPENAI_MODERATION,
        /** Texts to findings; {@code docs/configuration.md} has it. */
        PLAIN;

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a failure of the service counts as. */
    public enum OnError {
        /** The service saw nothing. */
        IGNORE,
        /** An error of the policy; the route says what becomes of the exchange. */
        FAIL;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
