package dev.fulcrum.upstream;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that pass between callers and HTTP targets: those that are listed here, and those that a target's configuration names besides.
 *
 * <p>Everything else stays on its side. A header that nobody thought of may name another account, another hop or the caller's page, and what has
 * been told cannot be taken back.
 */
final class KeptHeaders {
    private static final Set<String> TO_TARGET = Set.of(
            "accept",
            "accept-language",
            "content-type",
            "user-agent",
            "anthropic-version",
            "anthropic-beta",
            "openai-beta",
            "x-request-id",
            "x-client-request-id",
            "traceparent",
            "tracestate");

    /** They name an account of the caller's, so they go where the caller's own key goes. */
    static final Set<String> OF_THE_CALLERS_ACCOUNT = Set.of("openai-organization", "openai-project");

    private static final Set<String> TO_CALLER = Set.of(
            "content-type",
            "content-language",
            "cache-control",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "request-id",
            "x-request-id",
            "apim-request-id",
            "x-ms-request-id",
            "openai-processing-ms",
            "openai-version",
            "openai-model");

    private static final List<String> TO_CALLER_PREFIXES =
            List.of("x-ratelimit-", "anthropic-ratelimit-", "anthropic-priority-", "anthropic-fast-");

    private final Set<String> names;

    private KeptHeaders(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Those of a caller's headers that a target gets. */
    static KeptHeaders toTarget(Set<String> more) {
        return new KeptHeaders(with(TO_TARGET, more));
    }

    /** Those of a target's headers that a caller gets. */
    static KeptHeaders toCaller(Set<String> more) {
        return new KeptHeaders(with(TO_CALLER, more));
    }

    private static Set<String> with(Set<String> base, Set<String> more) {
        Set<String> all = new HashSet<>(base);
        more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        return all;
    }

    /** Whether a header passes to a target; its name in lower case. */
    boolean has(String name) {
        return names.contains(name);
    }

    /** Whether a header passes to a caller; its name in lower case. */
    boolean hasAnswers(String name) {
        if (names.contains(name)) {
            return true;
        }
        for (int i = 0; i < TO_CALLER_PREFIXES.size(); i++) {
            if (name.startsWith(TO_CALLER_PREFIXES.get(i))) {
                return true;
            }
        }
        return false;
    }
}
