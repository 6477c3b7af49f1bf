package dev.fulcrum.proxy;

import dev.fulcrum.handoff.Case;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.surface.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Serves {@code GET /v1/cases/{id}}: a person's answer, to the application whose exchange opened the case and to no other. */
final class CaseReading {
    private final Vertx vertx;
    private final Callers callers;
    private final HandoffDesk desk;
    private final Surface errors;

    CaseReading(Vertx vertx, Callers callers, HandoffDesk desk, Surface errors) {
        this.vertx = vertx;
        this.callers = callers;
        this.desk = desk;
        this.errors = errors;
    }

    void serve(HttpServerRequest request, String id) {
        Optional<String> app = callers.identify(request.headers());
        if (app.isEmpty()) {
            refuse(request, Intake.unknownCaller());
            return;
        }
        vertx.executeBlocking(() -> desk.forApp(id, app.get()), false)
                .onSuccess(found -> found.ifPresentOrElse(
                        it -> write(request, it),
                        () -> refuse(
                                request,
                                Failure.ofCaller(404, "case_not_found", null, "this application has no such case"))))
                .onFailure(cause ->
                        refuse(request, Failure.ofGateway(503, "cases_unavailable", "the cases cannot be read now")));
    }

    private void refuse(HttpServerRequest request, Failure failure) {
        ProxyServer.write(
                request.response(),
                errors.error(failure.status(), failure.type(), failure.code(), null, failure.getMessage()));
    }

    private static void write(HttpServerRequest request, Case found) {
        JsonObject body = new JsonObject()
                .put("id", found.id())
                .put("object", "case")
                .put("exchange", found.exchange())
                .put("desk", found.desk())
                .put("state", found.state().id())
                .put("opened_at", found.opened().toString());
        found.answer().ifPresent(answer -> body.put("answer", answer.text())
                .put("answered_at", answer.at().toString()));
        request.response().putHeader("content-type", "application/json").end(body.toBuffer());
    }
}
