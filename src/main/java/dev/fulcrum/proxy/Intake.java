package dev.fulcrum.proxy;

import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.RevisionShelf;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.UnreadableRequest;
import dev.fulcrum.upstream.Bytes;
import dev.fulcrum.upstream.Steps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a request and finds out who asks for what: the caller, the body, the route, the rules in force. */
final class Intake {
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final Callers callers;
    private final WrongKeys wrongKeys;
    private final Once once;
    private final Accounting accounting;
    private final Entrance entrance;
    private final BodyReader bodies;
    private final Routes routes;
    private final RevisionShelf shelf;
    private final Supplier<Switches> switches;

    Intake(
            Callers callers,
            WrongKeys wrongKeys,
            Once once,
            Accounting accounting,
            Entrance entrance,
            BodyReader bodies,
            Routes routes,
            RevisionShelf shelf,
            Supplier<Switches> switches) {
        this.callers = callers;
        this.wrongKeys = wrongKeys;
        this.once = once;
        this.accounting = accounting;
        this.entrance = entrance;
        this.bodies = bodies;
        this.routes = routes;
        this.shelf = shelf;
        this.switches = switches;
    }

    /** The admitted request; fails with a {@link Failure} that says what is wrong with it. */
    Future<Admitted> admit(Passage passage, HttpServerRequest http) {
        String app = callers.identify(http.headers()).orElse(null);
        if (app == null) {
            return Future.failedFuture(callers.refusal(http, wrongKeys));
        }
        passage.calledBy(app);
        Optional<Failure> refused = entrance.objection()
                .or(() -> once.announce(passage, http.headers()))
                .or(() -> accounting.take(passage));
        if (refused.isPresent()) {
            return Future.failedFuture(refused.get());
        }
        return Steps.then(
                bodies.read(http, passage.gone(), passage.held()),
                body -> Steps.then(entrance.enter(passage.gone()), place -> {
                    passage.takes(place);
                    return admit(passage, http, body);
                }));
    }

    static Failure unknownCaller() {
        return Failure.ofCaller(401, "invalid_api_key", null, "the API key is missing or unknown to this gateway");
    }

    private Future<Admitted> admit(Passage passage, HttpServerRequest http, Buffer body) {
        SurfaceRequest request;
        try {
            request = passage.surface().read(Bytes.in(body));
        } catch (UnreadableRequest e) {
            return Future.failedFuture(Failure.ofCaller(400, e.code(), e.param(), e.getMessage()));
        }
        String surface = passage.surface().id();
        Route route = routes.find(passage.app(), request.model(), surface).orElse(null);
        if (route == null) {
            return Future.failedFuture(Failure.ofCaller(
                    404,
                    "model_not_found",
                    "model",
                    "no route of this gateway serves the model `" + shorten(request.model())
                            + "` to this application"));
        }
        if (!route.speaks(surface)) {
            return Future.failedFuture(Failure.ofCaller(
                    404,
                    "surface_not_served",
                    null,
                    "no target of the route `" + route.name() + "` serves "
                            + passage.surface().path() + "; ask for the model `" + shorten(request.model())
                            + "` through another API"));
        }
        Optional<String> unknown = route.refusesUnknown() ? request.unknown() : Optional.empty();
        if (unknown.isPresent()) {
            return Future.failedFuture(unknown(route, unknown.get()));
        }
        Revision revision = shelf.current().orElse(null);
        if (revision == null) {
            return Future.failedFuture(
                    Failure.ofGateway(503, "no_rules", "the gateway has no rules in force yet; try again shortly"));
        }
        String tenant = http.getHeader("x-fulcrum-tenant");
        if (tenant != null && !TENANT.matcher(tenant).matches()) {
            return Future.failedFuture(Failure.ofCaller(
                    400,
                    "invalid_tenant",
                    null,
                    "the header x-fulcrum-tenant holds up to 64 letters, digits, `.`, `_`, `:` and `-`"));
        }
        passage.begin(exchange(passage, request, route, tenant == null ? "" : tenant), revision, switches.get());
        return Future.succeededFuture(new Admitted(http, request, route, revision));
    }

    private static Failure unknown(Route route, String path) {
        return Failure.ofCaller(
                400,
                "unknown_parameter",
                path,
                "Unknown parameter: '" + path + "'. The route `" + route.name()
                        + "` takes only what this gateway knows (`on-unknown: refuse`); leave it out.");
    }

    private static Exchange exchange(Passage passage, SurfaceRequest request, Route route, String tenant) {
        return new Exchange(
                passage.id(),
                passage.app(),
                passage.surface().id(),
                route.name(),
                shorten(request.model()),
                request.stream(),
                request.language(),
                subject(passage.app(), request.subjectKey()),
                tenant,
                passage.at());
    }

    private static String shorten(String model) {
        return model.length() <= 200 ? model : model.substring(0, 200) + "…";
    }

    private static String subject(String app, String key) {
        byte[] hash = Callers.sha256((app + "\u0000" + key).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
    }
}
