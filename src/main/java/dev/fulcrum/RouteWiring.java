package dev.fulcrum;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Target;
import dev.fulcrum.proxy.Callers;
import dev.fulcrum.proxy.HoldBack;
import dev.fulcrum.proxy.Route;
import dev.fulcrum.proxy.Routes;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.upstream.HttpTarget;
import dev.fulcrum.upstream.RecordedTarget;
import dev.fulcrum.upstream.SimulatedCharacter;
import dev.fulcrum.upstream.SimulatedTarget;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wires who may call and where calls go: applications, targets and routes out of the configuration. */
final class RouteWiring {
    private static final String LOCAL = "local";

    private final Vertx vertx;
    private final Clock clock;
    private final List<Surface> surfaces;

    RouteWiring(Vertx vertx, Clock clock, List<Surface> surfaces) {
        this.vertx = vertx;
        this.clock = clock;
        this.surfaces = List.copyOf(surfaces);
    }

    /** The names of all that may call. */
    static List<String> appNames(GatewayConfig config) {
        return config.apps().isEmpty()
                ? List.of(LOCAL)
                : config.apps().stream().map(GatewayConfig.App::name).toList();
    }

    static Callers callers(GatewayConfig config) {
        if (config.apps().isEmpty()) {
            return Callers.anyone(LOCAL);
        }
        Map<String, String> byHash = new HashMap<>();
        config.apps().forEach(app -> app.keys().forEach(key -> byHash.put(key, app.name())));
        return Callers.withKeys(byHash);
    }

    Routes routes(GatewayConfig config) throws StartFailure {
        Map<String, Route.Stop> stops = new LinkedHashMap<>();
        for (Target target : config.targets()) {
            stops.put(target.name(), stop(target, config.limits().connections()));
        }
        List<Route> routes = new ArrayList<>();
        for (GatewayConfig.Route route : config.routes()) {
            routes.add(new Route(
                    route.name(),
                    Set.copyOf(route.apps()),
                    route.models().stream().map(Route.ModelPattern::new).toList(),
                    route.targets().stream().map(stops::get).toList(),
                    route.onPolicyError() == GatewayConfig.OnPolicyError.CLOSED,
                    new HoldBack(HoldBack.Way.valueOf(route.holdBack().name()), route.windowCharacters()),
                    route.deadline(),
                    route.attempts()));
        }
        return new Routes(routes, stops);
    }

    /** @param exchanges at the same time; as many as callers may have connections, so that no target's own limit comes first */
    private Route.Stop stop(Target target, int exchanges) throws StartFailure {
        if (target instanceof Target.Http http) {
            return new Route.Stop(
                    new HttpTarget(vertx, settings(http, exchanges)),
                    http.model(),
                    http.auth().sendsKey(),
                    http.surfaces());
        } else if (target instanceof Target.Simulated simulated) {
            SimulatedCharacter character =
                    SimulatedCharacter.valueOf(simulated.character().name());
            SimulatedTarget made = new SimulatedTarget(simulated.name(), character, simulated.pace(), clock);
            return new Route.Stop(made, Optional.empty(), false, simulated.surfaces());
        }
        return recorded((Target.Recorded) target);
    }

    private Route.Stop recorded(Target.Recorded recorded) throws StartFailure {
        RecordedTarget tape;
        try {
            tape = new RecordedTarget(recorded.name(), recorded.file());
        } catch (RuntimeException e) {
            throw new StartFailure("the target `" + recorded.name() + "` cannot be read: " + e.getMessage());
        }
        Set<String> served = recorded.surfaces().isEmpty() ? surfacesOf(tape) : recorded.surfaces();
        if (served.isEmpty()) {
            throw new StartFailure("the target `" + recorded.name() + "` can serve no surface: none of the paths in "
                    + recorded.file() + " is one of a surface; name those that it stands for in `surfaces`");
        }
        return new Route.Stop(tape, Optional.empty(), false, served);
    }

    /** The surfaces of which a recording holds exchanges; other servers may have them at longer paths. */
    private Set<String> surfacesOf(RecordedTarget tape) {
        Set<String> ids = new HashSet<>();
        for (String path : tape.paths()) {
            surfaces.stream()
                    .filter(surface -> path.endsWith(surface.path().substring("/v1".length())))
                    .max(Comparator.comparingInt(surface -> surface.path().length()))
                    .ifPresent(surface -> ids.add(surface.id()));
        }
        return ids;
    }

    private static HttpTarget.Settings settings(Target.Http http, int exchanges) {
        return new HttpTarget.Settings(
                http.name(),
                http.url(),
                http.key().map(it -> it.reveal()),
                HttpTarget.Auth.valueOf(http.auth().name()),
                http.timeouts().connect(),
                http.timeouts().firstByte(),
                http.timeouts().idle(),
                exchanges);
    }
}
