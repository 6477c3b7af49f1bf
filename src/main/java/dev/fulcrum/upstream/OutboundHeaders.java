package dev.fulcrum.upstream;

import dev.fulcrum.upstream.HttpTarget.Auth;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of a request to an HTTP target: of the caller's those that are {@linkplain KeptHeaders kept}, and the credentials.
 */
final class OutboundHeaders {
    private static final String JSON = "application/json";

    private final Auth auth;
    private final KeptHeaders kept;
    private final String credentialName;
    private final String credential;

    OutboundHeaders(Auth auth, Optional<String> ownKey, KeptHeaders kept) {
        this.auth = auth;
        this.kept = kept;
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
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (kept.has(name) || (auth == Auth.CALLER && KeptHeaders.OF_THE_CALLERS_ACCOUNT.contains(name))) {
                outbound.add(header.getKey(), header.getValue());
            }
        }
        // whatever the caller called its body: it has been read as JSON in UTF-8, and nothing else goes out
        outbound.set(HttpHeaders.CONTENT_TYPE, JSON);
        outbound.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        if (auth == Auth.CALLER) {
            outbound.addAll(request.credentials());
        } else if (auth.needsKey()) {
            outbound.set(credentialName, credential);
        }
    }
}
