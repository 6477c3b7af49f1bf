package dev.fulcrum.inspect;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A service outside that looks at texts, as the configuration has it.
 *
 * @param name unique among the services
 * @param url where texts are posted, as it is
 * @param kinds the kinds of findings that it may report; others in its answers are left out
 * @param timeout from the call to the end of the answer
 * @param failureCounts whether a failure is an error of the policy, or the service is taken to have seen nothing
 * @param key sent as a bearer token
 */
public record ExternalService(
        String name,
        URI url,
        Format format,
        Set<String> kinds,
        Duration timeout,
        boolean failureCounts,
        Optional<String> key) {
    public ExternalService {
        kinds = Set.copyOf(kinds);
    }

    /** How a service is spoken to. */
    public enum Format {
        /** OpenAI's moderation: {@code {"input":[…]}} to scores by category. */
        OPENAI_MODERATION,
        /** {@code {"texts":[…]}} to {@code {"findings":[{"text":0,"kind":"…","score":0.9,"spans":[[0,4]]}]}}. */
        PLAIN
    }

    /** The service without its key; safe to log. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
