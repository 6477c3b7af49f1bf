package dev.fulcrum.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which pages of browsers may call the gateway, and what browsers are told of it (the CORS protocol of the Fetch standard).
 *
 * <p>What SDKs add to their calls changes with every version of theirs, so a page that may call may send any header; what the gateway does with
 * it is the same for everyone.
 *
 * @param origins such as {@code https://app.example.com}, or {@code *} alone; empty when no page may, and then nothing is told
 * @param credentials whether browsers may add what they know of the gateway
 * @param maxAge how long a browser may remember what it was told
 */
public record Cors(Set<String> origins, boolean credentials, Duration maxAge) {
    private static final String ANY = "*";
    private static final String METHODS = "GET, HEAD, POST";
    private static final Pattern HEADERS = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, \t-]{1,4096}");

    /** Pages can read these of every answer, and those that only the browser itself reads. */
    private static final Set<String> NEEDLESS = Set.of(
            "cache-control",
            "connection",
            "content-language",
            "content-length",
            "content-type",
            "expires",
            "last-modified",
            "pragma",
            "transfer-encoding",
            "vary");

    public Cors {
        origins = Set.copyOf(origins);
        if (origins.contains(ANY) && (credentials || origins.size() > 1)) {
            throw new IllegalArgumentException("* goes neither with credentials nor with other origins");
        }
    }

    /** Whether a request comes from a page that may not call. */
    boolean refuses(HttpServerRequest request) {
        String origin = request.getHeader("origin");
        return !origins.isEmpty() && origin != null && !allows(origin) && !isOwn(origin, request.getHeader("host"));
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether the page is served under the gateway's own name. */
    private static boolean isOwn(String origin, String host) {
        int scheme = origin.indexOf("://");
        return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    /** Whether a browser asks here what a page may do. */
    boolean asks(HttpServerRequest request) {
        return !origins.isEmpty()
                && request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("origin")
                && request.headers().contains("access-control-request-method");
    }

    /** Tells what a page may do. */
    void tell(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        allow(request, response.headers());
        response.putHeader("access-control-allow-methods", METHODS);
        String wanted = request.getHeader("access-control-request-headers");
        if (wanted != null && HEADERS.matcher(wanted).matches()) {
            response.putHeader("access-control-allow-headers", wanted);
        }
        response.putHeader("access-control-max-age", Long.toString(maxAge.toSeconds()));
        response.putHeader("vary", "origin, access-control-request-method, access-control-request-headers");
        response.setStatusCode(204).end();
    }

    /** Adds to an answer, whatever it will be, who may read it. */
    void answer(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerResponse response = request.response();
        // at the very end, when all the others are there
        response.headersEndHandler(end -> {
            MultiMap headers = response.headers();
            if (!origins.contains(ANY)) {
                headers.add("vary", "origin");
            }
            String origin = request.getHeader("origin");
            if (origin != null && allows(origin)) {
                Set<String> names = new TreeSet<>();
                headers.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
                names.removeAll(NEEDLESS);
                allow(request, headers);
                if (!names.isEmpty()) {
                    headers.set("access-control-expose-headers", String.join(", ", names));
                }
            }
        });
    }

    private void allow(HttpServerRequest request, MultiMap headers) {
        headers.set("access-control-allow-origin", origins.contains(ANY) ? ANY : request.getHeader("origin"));
        if (credentials) {
            headers.set("access-control-allow-credentials", "true");
        }
    }
}
