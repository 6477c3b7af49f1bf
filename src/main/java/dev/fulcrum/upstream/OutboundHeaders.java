package dev.fulcrum.upstream;

import dev.fulcrum.upstream.HttpTarget.Auth;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of a request to an HTTP target.
 *
 * <p>Credentials are dropped from the caller's headers even though callers of this room strip them: a key that reaches
 * the wrong vendor cannot be called back.
 */
final class OutboundHeaders {
    private static final Set<String> DROPPED = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "cookie",
            "host",
            "content-length",
            "accept-encoding",
            "expect",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Auth auth;
    private final String credentialName;
    private final String credential;

    OutboundHeaders(Auth auth, Optional<String> ownKey) {
        this.auth = auth;
        String key = ownKey.orElse("");
        this.credentialName = auth == Auth.BEARER ? "authorization" : auth.id();
        this.credential = auth == Auth.BEARER ? "Bearer " + key : key;
    }

    /**
     * Writes the headers of a request; host and content length are the client's work.
     *
     * @throws IllegalArgumentException when a header cannot be sent
     */
    void write(UpstreamRequest request, MultiMap outbound) {
        for (Map.Entry<String, String> header : request.headers()) {
            if (!DROPPED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                outbound.add(header.getKey(), header.getValue());
            }
        }
        outbound.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        if (auth == Auth.CALLER) {
            outbound.addAll(request.credentials());
        } else if (auth.needsKey()) {
            outbound.set(credentialName, credential);
        }
    }
}
