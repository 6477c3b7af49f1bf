package dev.fulcrum.proxy;

import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.Written;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves what applications ask beside their exchanges: it takes a key, and a place like an exchange. */
final class SideCalls {
    private static final Logger LOG = LoggerFactory.getLogger(SideCalls.class);

    private final Vertx vertx;
    private final Callers callers;
    private final WrongKeys wrongKeys;
    private final Entrance entrance;
    private final Surface errors;
    private final Traffic traffic;
    private final Held held;

    /** @param errors the surface in whose shape failures are told */
    SideCalls(
            Vertx vertx,
            Callers callers,
            WrongKeys wrongKeys,
            Entrance entrance,
            Surface errors,
            Traffic traffic,
            Held held) {
        this.vertx = vertx;
        this.callers = callers;
        this.wrongKeys = wrongKeys;
        this.entrance = entrance;
        this.errors = errors;
        this.traffic = traffic;
        this.held = held;
    }

    /** @param call gives the answer to an application; may throw or fail with a {@link Failure} */
    void serve(HttpServerRequest request, Function<String, Future<Written>> call) {
        serve(request, held -> Future.succeededFuture(), app -> body -> call.apply(app));
    }

    /**
     * The same with what the request brings, which is read before it takes a place.
     *
     * @param reading reads the body, and counts its bytes in what the call holds
     */
    <T> void serve(
            HttpServerRequest request,
            Function<Held.Share, Future<T>> reading,
            Function<String, Function<T, Future<Written>>> call) {
        String app = callers.identify(request.headers()).orElse(null);
        if (app == null) {
            Future<Void> unused = refuse(request, callers.refusal(request, wrongKeys));
            return;
        }
        Traffic.Trip trip = traffic.begin(() -> {});
        Held.Share share = held.share();
        serve(request, app, () -> reading.apply(share), call).onComplete(done -> {
            share.end();
            trip.end();
        });
    }

    private <T> Future<Void> serve(
            HttpServerRequest request,
            String app,
            Supplier<Future<T>> reading,
            Function<String, Function<T, Future<Written>>> call) {
        Optional<Failure> objection = traffic.closed() ? Optional.of(Failure.stopping()) : entrance.objection();
        if (objection.isPresent()) {
            return refuse(request, objection.get());
        }
        Promise<Void> gone = Promise.promise();
        request.response().closeHandler(closed -> gone.tryComplete());
        return reading.get()
                .compose(body -> entrance.enter(gone.future()).compose(place -> Future.succeededFuture(body)
                        .compose(call.apply(app))
                        .onComplete(done -> place.leave())))
                .compose(written ->
                        ProxyServer.write(request.response(), written).otherwiseEmpty())
                .recover(cause -> refuse(request, known(cause)));
    }

    private static Failure known(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.error("a call broke", cause);
        return Failure.ofGateway(500, "internal_error", "the gateway broke; its log has more");
    }

    private Future<Void> refuse(HttpServerRequest request, Failure failure) {
        return FailureReply.send(vertx, request, errors, failure);
    }
}
