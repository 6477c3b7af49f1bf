package dev.fulcrum.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Decides which of a caller's headers a target gets to see. */
final class HeaderRules {
    /** RFC 9110 §7.6.1, and what describes the message as it came rather than as it is sent on. */
    private static final Set<String> OWN_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "accept-encoding",
            "expect",
            "http2-settings",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip",
            "via",
            // answered for by the gateway: a target may get another body under the same key
            "idempotency-key");

    private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "api-key", "cookie");

    private HeaderRules() {}

    /** The headers that may go on. */
    static MultiMap forTarget(MultiMap headers) {
        Set<String> named = namedByConnection(headers);
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OWN_HOP.contains(name)
                    && !CREDENTIALS.contains(name)
                    && !named.contains(name)
                    && !name.startsWith("x-fulcrum-")) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }

    /** The caller's own credentials, for a target that asks for them. */
    static MultiMap credentials(MultiMap headers) {
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (String name : CREDENTIALS) {
            if (!name.equals("cookie") && headers.contains(name)) {
                kept.set(name, headers.get(name));
            }
        }
        return kept;
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains("connection")) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String name : String.join(",", headers.getAll("connection")).split(",", -1)) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
