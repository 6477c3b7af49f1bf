package dev.fulcrum.proxy;

import dev.fulcrum.ledger.Outcomes;
import dev.fulcrum.model.OutcomeReport;
import dev.fulcrum.surface.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Serves {@code POST /v1/outcomes}: an application reports what came of one of its exchanges.
 *
 * <p>{@code {"exchange": "01…", "kind": "converted", "value": 12.5, "note": "…", "at": "2026-11-24T12:00:00Z"}}, the last three if there is
 * something to say. Status 201 once the report is on the disk, 200 if there was one of its kind before, which then stays.
 */
final class OutcomeReporting {
    private static final Set<String> KINDS = Set.of("converted", "abandoned", "complained", "wrongly-refused");
    private static final Set<String> KEYS = Set.of("exchange", "kind", "value", "note", "at");
    private static final Pattern ULID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final int NOTE_CHARACTERS = 1000;

    private final Vertx vertx;
    private final SideCalls calls;
    private final BodyReader bodies;
    private final Outcomes outcomes;
    private final Set<String> kinds;
    private final InstantSource clock;

    OutcomeReporting(Vertx vertx, Proxy.Parts parts, SideCalls calls, BodyReader bodies) {
        this.vertx = vertx;
        this.calls = calls;
        this.bodies = bodies;
        this.outcomes = parts.outcomes();
        this.kinds = new TreeSet<>(KINDS);
        this.kinds.addAll(parts.outcomeKinds());
        this.clock = parts.clock();
    }

    void serve(HttpServerRequest request) {
        calls.serve(
                request,
                held -> bodies.read(request, Future.future(never -> {}), held),
                app -> body -> keep(read(app, body)));
    }

    private Future<Written> keep(OutcomeReport report) {
        return Future.fromCompletionStage(outcomes.report(report), vertx.getOrCreateContext())
                .recover(cause -> Future.failedFuture(Failure.unrecorded()))
                .map(result -> switch (result) {
                    case KEPT -> written(201, report);
                    case KNOWN -> written(200, report);
                    case NO_EXCHANGE ->
                        throw Failure.ofCaller(
                                404, "exchange_not_found", "exchange", "this application made no such exchange");
                });
    }

    private OutcomeReport read(String app, Buffer body) {
        JsonObject said;
        try {
            said = new JsonObject(body);
        } catch (DecodeException e) {
            throw wrong(null, "the body is no JSON object");
        }
        for (String key : said.fieldNames()) {
            if (!KEYS.contains(key)) {
                throw wrong(key, "the key `" + shorten(key) + "` is not known here; known: " + new TreeSet<>(KEYS));
            }
        }
        Instant now = clock.instant();
        return new OutcomeReport(
                exchange(said.getValue("exchange")),
                app,
                kind(said.getValue("kind")),
                value(said.getValue("value")),
                note(said.getValue("note")),
                at(said.getValue("at"), now),
                now);
    }

    private static String exchange(Object said) {
        if (said instanceof String id && ULID.matcher(id).matches()) {
            return id;
        }
        throw wrong("exchange", "`exchange` has to be the id of an exchange, as the header x-fulcrum-exchange says it");
    }

    private String kind(Object said) {
        if (said instanceof String kind && kinds.contains(kind)) {
            return kind;
        }
        throw wrong("kind", "`kind` has to be one of " + kinds + "; more can be named under `outcomes`");
    }

    private static OptionalDouble value(Object said) {
        if (said == null) {
            return OptionalDouble.empty();
        } else if (said instanceof Number number && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw wrong("value", "`value` has to be a number");
    }

    private static String note(Object said) {
        if (said == null) {
            return "";
        } else if (said instanceof String note && note.codePointCount(0, note.length()) <= NOTE_CHARACTERS) {
            return note;
        }
        throw wrong("note", "`note` has to be a text of at most " + NOTE_CHARACTERS + " characters");
    }

    private static Instant at(Object said, Instant now) {
        if (said == null) {
            return now;
        }
        try {
            Instant at = OffsetDateTime.parse(said.toString()).toInstant();
            if (!at.isBefore(Instant.EPOCH) && !at.isAfter(now.plusSeconds(300))) {
                return at;
            }
        } catch (DateTimeException e) {
            throw wrong("at", "`at` has to be a time such as 2026-11-24T12:00:00+08:00");
        }
        throw wrong("at", "`at` lies in the future, or before 1970");
    }

    private static Failure wrong(String param, String message) {
        return Failure.ofCaller(400, "invalid_outcome", param, message);
    }

    private static String shorten(String key) {
        return key.length() <= 60 ? key : key.substring(0, 60) + "…";
    }

    private static Written written(int status, OutcomeReport report) {
        JsonObject body = new JsonObject(Map.of(
                "object",
                "outcome",
                "exchange",
                report.exchange(),
                "kind",
                report.kind(),
                "at",
                report.at().toString()));
        return new Written(status, "application/json", body.toBuffer().getBytes());
    }
}
