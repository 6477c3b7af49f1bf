package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Bytes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
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
        if (response.headWritten()) {
            return response.end(Bytes.over(events(passage, written)));
        }
        head(response.headers(), passage, outcome);
        response.setStatusCode(written.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, written.contentType());
        return response.end(Bytes.over(written.body()));
    }

    /** What goes behind a head that promised an event stream: the events themselves, or in the place of anything else an error. */
    private static byte[] events(Passage passage, Written written) {
        boolean stream = written.status() == 200 && written.contentType().startsWith("text/event-stream");
        if (stream) {
            return written.body();
        }
        boolean failed = written.status() >= 400;
        Written error = passage.surface()
                .error(
                        failed ? written.status() : 502,
                        "upstream_error",
                        failed ? "upstream_rejected" : "upstream_no_stream",
                        null,
                        failed
                                ? message(written)
                                : "the target answered late and without the stream that was asked for");
        return passage.surface().errorEvent(error, sending(passage));
    }

    private static String message(Written written) {
        try {
            Object error = new JsonObject(Bytes.over(written.body())).getValue("error");
            if (error instanceof JsonObject object && object.getValue("message") instanceof String text) {
                return text;
            }
        } catch (DecodeException noJson) {
            // said below
        }
        return "the answer has the status " + written.status();
    }

    /** What reads the stream that the caller has some of; none of it yet when none has begun. */
    static AnswerReader sending(Passage passage) {
        return passage.sending() != null ? passage.sending() : passage.surface().answerReader(true);
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
