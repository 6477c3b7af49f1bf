package dev.fulcrum.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Status and headers of an HTTP target's answer, as far as they are for the receiver. */
record AnswerHead(int status, MultiMap headers) {
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "set-cookie",
            "set-cookie2",
            // whose account the gateway uses
            "openai-organization",
            "openai-project",
            "anthropic-organization-id");

    /** The head as the receiver gets it; a copy, since the client still reads the original's connection header. */
    static AnswerHead of(HttpClientResponse response) {
        MultiMap kept = HttpHeaders.headers();
        String connection = connection(response.headers());
        for (Map.Entry<String, String> header : response.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!DROPPED.contains(name) && !name.startsWith("x-fulcrum-") && !lists(connection, name)) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return new AnswerHead(response.statusCode(), kept);
    }

    /** The options of the connection header, in lower case; most targets send none. */
    private static String connection(MultiMap headers) {
        return headers.contains(HttpHeaders.CONNECTION)
                ? String.join(",", headers.getAll(HttpHeaders.CONNECTION)).toLowerCase(Locale.ROOT)
                : "";
    }

    /** Why such an answer is not passed on; empty when it is. */
    Optional<String> objection() {
        if (status < 200 || status > 599) {
            return Optional.of("answered with status " + status + ", expected 200 to 599");
        }
        if (status >= 300 && status < 400) {
            return Optional.of("answered " + status + ": redirects are not followed; set url to where it points");
        }
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return Optional.of(
                    "answered with content-encoding " + printable(encoding) + " although identity was asked for");
        }
        return Optional.empty();
    }

    private static boolean lists(String connection, String name) {
        if (connection.isEmpty()) {
            return false;
        }
        for (String option : connection.split(",", -1)) {
            if (option.strip().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(40, text.length())).replaceAll("[^!-~]", "?");
    }
}
