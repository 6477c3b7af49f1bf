package dev.fulcrum.admin;

import dev.fulcrum.ledger.ExchangeFilter;
import dev.fulcrum.ledger.LedgerRow;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.OutcomeReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Serves what happened: exchanges, operators' acts, and the ledger as it grows. */
final class ReadingCalls {
    private static final int MOST = 1000;
    private final AdminParts parts;
    private final Vertx vertx;

    ReadingCalls(AdminParts parts, Vertx vertx) {
        this.parts = parts;
        this.vertx = vertx;
    }

    void mount(Router router, Calls calls) {
        calls.get(router, "/admin/v1/exchanges", Set.of("outcome", "app", "rule", "before", "limit"), this::exchanges);
        calls.get(router, "/admin/v1/exchanges/:id", this::exchange);
        calls.get(router, "/admin/v1/audit", Set.of("before", "limit"), this::audit);
        calls.get(router, "/admin/v1/ledger/stream", (context, operator) -> {
            new LedgerStream(vertx, parts.reader(), context.response()).start();
            return Future.succeededFuture();
        });
    }

    private Future<JsonObject> exchanges(RoutingContext context, Tokens.Operator operator) {
        ExchangeFilter filter =
                new ExchangeFilter(outcome(context), parameter(context, "app"), parameter(context, "rule"));
        OptionalLong before = before(context);
        int limit = Calls.number(context, "limit", 50, MOST);
        return vertx.executeBlocking(
                () -> new JsonObject().put("exchanges", array(parts.reader().exchanges(filter, before, limit))), false);
    }

    private Future<JsonObject> exchange(RoutingContext context, Tokens.Operator operator) {
        String id = context.pathParam("id");
        return vertx.executeBlocking(
                () -> {
                    List<LedgerRow> rows = parts.reader().exchange(id);
                    if (rows.isEmpty()) {
                        throw new Refusal(404, "unknown_exchange", "the ledger has no exchange `" + id + "`");
                    }
                    return new JsonObject()
                            .put("exchange", id)
                            .put("entries", array(rows))
                            .put("outcomes", outcomes(parts.outcomes().of(id)));
                },
                false);
    }

    private Future<JsonObject> audit(RoutingContext context, Tokens.Operator operator) {
        OptionalLong before = before(context);
        int limit = Calls.number(context, "limit", 50, MOST);
        return vertx.executeBlocking(
                () -> new JsonObject().put("acts", array(parts.reader().acts(before, limit))), false);
    }

    private static JsonArray outcomes(List<OutcomeReport> reports) {
        JsonArray array = new JsonArray();
        for (OutcomeReport report : reports) {
            JsonObject told = new JsonObject()
                    .put("kind", report.kind())
                    .put("at", report.at().toString())
                    .put("reported", report.reported().toString());
            report.value().ifPresent(value -> told.put("value", value));
            array.add(report.note().isEmpty() ? told : told.put("note", report.note()));
        }
        return array;
    }

    private static JsonArray array(List<LedgerRow> rows) {
        JsonArray array = new JsonArray();
        rows.forEach(row -> array.add(new JsonObject(row.toJsonLine())));
        return array;
    }

    private static Optional<String> parameter(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name));
    }

    private static Optional<Outcome> outcome(RoutingContext context) {
        return parameter(context, "outcome").map(id -> Arrays.stream(Outcome.values())
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        400,
                        "bad_parameter",
                        "`outcome` is `" + id
                                + "`; expected answered, blocked, answered-by-rule, handed-off or failed")));
    }

    private static OptionalLong before(RoutingContext context) {
        Optional<String> text = parameter(context, "before");
        try {
            if (text.isEmpty()) {
                return OptionalLong.empty();
            }
            long seq = Long.parseLong(text.get());
            if (seq > 0) {
                return OptionalLong.of(seq);
            }
            throw new NumberFormatException("an entry's number is positive");
        } catch (NumberFormatException e) {
            throw new Refusal(400, "bad_parameter", "`before` is `" + text.get() + "`; expected an entry's `seq`");
        }
    }
}
