package dev.fulcrum.proxy;

import dev.fulcrum.handoff.Case;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.surface.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Serves {@code GET /v1/cases/{id}}: a person's answer, to the application whose exchange opened the case and to no other. */
final class CaseReading {
    private final Vertx vertx;
    private final SideCalls calls;
    private final HandoffDesk desk;

    CaseReading(Vertx vertx, SideCalls calls, HandoffDesk desk) {
        this.vertx = vertx;
        this.calls = calls;
        this.desk = desk;
    }

    void serve(HttpServerRequest request, String id) {
        calls.serve(request, app -> vertx.executeBlocking(() -> desk.forApp(id, app), false)
                .recover(cause -> Future.failedFuture(
                        Failure.ofGateway(503, "cases_unavailable", "the cases cannot be read now")))
                .map(found -> found.map(CaseReading::written)
                        .orElseThrow(() ->
                                Failure.ofCaller(404, "case_not_found", null, "this application has no such case"))));
    }

    private static Written written(Case found) {
        JsonObject body = new JsonObject()
                .put("id", found.id())
                .put("object", "case")
                .put("exchange", found.exchange())
                .put("desk", found.desk())
                .put("state", found.state().id())
                .put("opened_at", found.opened().toString());
        found.answer().ifPresent(answer -> body.put("answer", answer.text())
                .put("answered_at", answer.at().toString()));
        return new Written(200, "application/json", body.toBuffer().getBytes());
    }
}
