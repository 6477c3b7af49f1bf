package dev.fulcrum.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status and headers of an HTTP target's answer, as far as they are for the receiver.
 *
 * @param encoding what the body is said to be encoded with; empty for nothing
 */
record AnswerHead(int status, MultiMap headers, String encoding) {
    /** The head as the receiver gets it; a copy, since the client still reads the original's connection header. */
    static AnswerHead of(HttpClientResponse response, KeptHeaders passed) {
        MultiMap kept = HttpHeaders.headers();
        String connection = connection(response.headers());
        for (Map.Entry<String, String> header : response.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (passed.hasAnswers(name) && !lists(connection, name)) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return new AnswerHead(
                response.statusCode(), kept, String.join(",", response.headers().getAll(HttpHeaders.CONTENT_ENCODING)));
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
        if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
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
