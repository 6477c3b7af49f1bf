package dev.fulcrum.proxy;

import dev.fulcrum.surface.Surface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves {@code GET /v1/models} and {@code GET /v1/models/ID}: the models that an application may ask for, in the OpenAI shape, or in Anthropic's for
 * who says {@code anthropic-version}.
 */
final class ModelList {
    /** Of models whose age nobody knows. */
    private static final String BEGINNING = "1970-01-01T00:00:00Z";

    private final Callers callers;
    private final WrongKeys wrongKeys;
    private final Routes routes;
    private final Surface openai;
    private final Surface anthropic;

    /**
     * Serves the models of these routes.
     *
     * @param openai in whose shape failures are told, as a rule
     * @param anthropic the same for callers of the Messages API
     */
    ModelList(Callers callers, WrongKeys wrongKeys, Routes routes, Surface openai, Surface anthropic) {
        this.callers = callers;
        this.wrongKeys = wrongKeys;
        this.routes = routes;
        this.openai = openai;
        this.anthropic = anthropic;
    }

    /** Lists them; of patterns only what stands for one model. */
    void serve(HttpServerRequest request) {
        String app = caller(request);
        if (app == null) {
            return;
        }
        boolean claude = speaksAnthropic(request);
        List<JsonObject> models = new ArrayList<>();
        for (String model : routes.models(app)) {
            models.add(claude ? anthropic(model) : openai(model));
        }
        JsonObject list = new JsonObject().put("data", new JsonArray(models));
        if (claude) {
            list.put("has_more", false)
                    .put("first_id", models.isEmpty() ? null : models.get(0).getString("id"))
                    .put(
                            "last_id",
                            models.isEmpty()
                                    ? null
                                    : models.get(models.size() - 1).getString("id"));
        } else {
            list.put("object", "list");
        }
        answer(request, list);
    }

    /**
     * Tells of one model, also of one that a pattern serves.
     *
     * @param encoded its id, as it stands in the path
     */
    void serve(HttpServerRequest request, String encoded) {
        String app = caller(request);
        if (app == null) {
            return;
        }
        Optional<String> model = decoded(encoded).filter(id -> routes.serves(app, id));
        if (model.isEmpty()) {
            String shown = encoded.length() <= 200 ? encoded : encoded.substring(0, 200) + "…";
            Surface errors = speaksAnthropic(request) ? anthropic : openai;
            ProxyServer.write(
                    request.response(),
                    errors.error(
                            404,
                            "invalid_request_error",
                            "model_not_found",
                            "model",
                            "no route of this gateway serves the model `" + shown + "` to this application"));
            return;
        }
        answer(request, speaksAnthropic(request) ? anthropic(model.get()) : openai(model.get()));
    }

    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean speaksAnthropic(HttpServerRequest request) {
        return request.headers().contains("anthropic-version");
    }

    private static JsonObject openai(String model) {
        return new JsonObject()
                .put("id", model)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "fulcrum");
    }

    private static JsonObject anthropic(String model) {
        return new JsonObject()
                .put("type", "model")
                .put("id", model)
                .put("display_name", model)
                .put("created_at", BEGINNING);
    }

    /** The application; null when the caller has been told that it is unknown. */
    private String caller(HttpServerRequest request) {
        String app = callers.identify(request.headers()).orElse(null);
        if (app == null) {
            Failure failure = callers.refusal(request, wrongKeys);
            Surface errors = speaksAnthropic(request) ? anthropic : openai;
            if (failure.retrySeconds() > 0) {
                request.response().putHeader("retry-after", Long.toString(failure.retrySeconds()));
            }
            ProxyServer.write(
                    request.response(),
                    errors.error(failure.status(), failure.type(), failure.code(), null, failure.getMessage()));
        }
        return app;
    }

    private static void answer(HttpServerRequest request, JsonObject json) {
        request.response().putHeader("content-type", "application/json").end(json.toBuffer());
    }
}
