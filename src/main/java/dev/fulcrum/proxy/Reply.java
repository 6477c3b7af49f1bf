package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Bytes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the answer to the caller, with the headers that say what Fulcrum did. */
final class Reply {
    private static final CharSequence EXCHANGE = HttpHeaders.createOptimized("x-fulcrum-exchange");
    private static final CharSequence OUTCOME = HttpHeaders.createOptimized("x-fulcrum-outcome");
    private static final CharSequence REVISION = HttpHeaders.createOptimized("x-fulcrum-revision");
    private static final CharSequence POLICY_MICROS = HttpHeaders.createOptimized("x-fulcrum-policy-micros");
    private static final CharSequence TARGET = HttpHeaders.createOptimized("x-fulcrum-target");
    private static final CharSequence RULES = HttpHeaders.createOptimized("x-fulcrum-rules");
    private static final CharSequence CASE = HttpHeaders.createOptimized("x-fulcrum-case");

    private Reply() {}

    /** Sets the headers that are known now; the outcome and the rules as far as they go by then. */
    static void head(MultiMap headers, Passage passage, Outcome outcome) {
        headers.set(EXCHANGE, passage.id());
        headers.set(OUTCOME, outcome.id());
        if (!passage.revisionId().isEmpty()) {
            headers.set(REVISION, passage.revisionId());
            headers.set(POLICY_MICROS, Long.toString(passage.time().policyMicros()));
        }
        if (!passage.target().isEmpty()) {
            headers.set(TARGET, ascii(passage.target()));
        }
        if (!passage.judgements().rulings().isEmpty()) {
            String rules = String.join(
                    ",",
                    passage.judgements().enforcedRules().stream()
                            .map(Reply::ascii)
                            .toList());
            if (!rules.isEmpty()) {
                headers.set(RULES, rules);
            }
        }
        passage.caseId().ifPresent(id -> headers.set(CASE, id));
        RateHeaders.set(headers, passage.account());
    }

    /** Sends what a surface wrote. */
    static Future<Void> send(HttpServerResponse response, Passage passage, Outcome outcome, Written written) {
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        head(response.headers(), passage, outcome);
        response.setStatusCode(written.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, written.contentType());
        return response.end(Bytes.over(written.body()));
    }

    /** Names may be Chinese, headers may not: other characters than ASCII are percent-encoded. */
    private static String ascii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7e || name.charAt(i) < 0x21) {
                return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
            }
        }
        return name;
    }
}
