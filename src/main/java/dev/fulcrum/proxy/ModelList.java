package dev.fulcrum.proxy;

import dev.fulcrum.surface.Surface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Serves {@code GET /v1/models}: the models that an application may ask for, in the OpenAI shape. */
final class ModelList {
    private final Callers callers;
    private final Routes routes;
    private final Surface errors;

    ModelList(Callers callers, Routes routes, Surface errors) {
        this.callers = callers;
        this.routes = routes;
        this.errors = errors;
    }

    void serve(HttpServerRequest request) {
        Optional<String> app = callers.identify(request.headers());
        if (app.isEmpty()) {
            Failure failure = Intake.unknownCaller();
            ProxyServer.write(
                    request.response(),
                    errors.error(failure.status(), failure.type(), failure.code(), null, failure.getMessage()));
            return;
        }
        JsonArray data = new JsonArray();
        for (String model : routes.models(app.get())) {
            data.add(new JsonObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "fulcrum"));
        }
        request.response()
                .putHeader("content-type", "application/json")
                .end(new JsonObject().put("object", "list").put("data", data).toBuffer());
    }
}
