package dev.fulcrum.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.UnreadableRequest;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Bytes;
import dev.fulcrum.upstream.TokenEstimate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * Serves {@code POST /v1/messages/count_tokens}, which some clients ask before every turn. The gateway estimates; it asks no target, so that nothing
 * leaves it that no rule has judged.
 */
final class TokenCounting {
    private final SideCalls calls;
    private final BodyReader bodies;
    private final Surface messages;

    /** @param messages the surface whose requests are counted */
    TokenCounting(SideCalls calls, BodyReader bodies, Surface messages) {
        this.calls = calls;
        this.bodies = bodies;
        this.messages = messages;
    }

    void serve(HttpServerRequest request) {
        calls.serve(request, held -> bodies.read(request, Future.future(never -> {}), held), app -> this::count);
    }

    private Future<Written> count(Buffer body) {
        TokenEstimate estimate = new TokenEstimate();
        try {
            for (Part part : messages.read(Bytes.in(body)).parts()) {
                estimate.add(part.text());
            }
        } catch (UnreadableRequest e) {
            return Future.failedFuture(Failure.ofCaller(400, e.code(), e.param(), e.getMessage()));
        }
        byte[] json =
                new JsonObject().put("input_tokens", estimate.tokens()).encode().getBytes(UTF_8);
        return Future.succeededFuture(new Written(200, "application/json", json));
    }
}
