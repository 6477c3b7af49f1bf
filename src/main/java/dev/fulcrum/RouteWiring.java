package dev.fulcrum;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Secret;
import dev.fulcrum.config.Target;
import dev.fulcrum.proxy.HoldBack;
import dev.fulcrum.proxy.Peers;
import dev.fulcrum.proxy.Route;
import dev.fulcrum.proxy.Routes;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.upstream.Guard;
import dev.fulcrum.upstream.GuardedTarget;
import dev.fulcrum.upstream.HttpTarget;
import dev.fulcrum.upstream.RecordedTarget;
import dev.fulcrum.upstream.SimulatedCharacter;
import dev.fulcrum.upstream.SimulatedTarget;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wires where calls go: targets and routes out of the configuration. */
final class RouteWiring {
    private final Vertx vertx;
    private final Clock clock;
    private final List<Surface> surfaces;
    private final Credentials credentials;

    RouteWiring(Vertx vertx, Clock clock, List<Surface> surfaces, Credentials credentials) {
        this.vertx = vertx;
        this.clock = clock;
        this.surfaces = List.copyOf(surfaces);
        this.credentials = credentials;
    }

    Routes routes(GatewayConfig config) throws StartFailure {
        Map<String, Route.Stop> stops = new LinkedHashMap<>();
        for (Target target : config.targets()) {
            stops.put(target.name(), guarded(stop(target), target));
        }
        List<Route> routes = new ArrayList<>();
        for (GatewayConfig.Route route : config.routes()) {
            routes.add(new Route(
                    route.name(),
                    Set.copyOf(route.apps()),
                    route.models().stream().map(Route.ModelPattern::new).toList(),
                    route.targets().stream().map(it -> peers(it, stops)).toList(),
                    route.onPolicyError() == GatewayConfig.OnPolicyError.CLOSED,
                    route.onUnknown() == GatewayConfig.OnUnknown.REFUSE,
                    new HoldBack(HoldBack.Way.valueOf(route.holdBack().name()), route.windowCharacters()),
                    route.deadline(),
                    route.attempts()));
        }
        return new Routes(routes, stops);
    }

    private static Peers peers(GatewayConfig.Choice choice, Map<String, Route.Stop> stops) {
        return new Peers(
                choice.members().stream()
                        .map(member -> new Peers.Member(stops.get(member.target()), member.weight()))
                        .toList(),
                choice.by() == GatewayConfig.Choice.By.STICKY);
    }

    private Route.Stop guarded(Route.Stop bare, Target target) {
        Target.Guard guard = target.guard();
        boolean callersOwn = target instanceof Target.Http http && http.auth() == Target.Auth.CALLER;
        Guard protection = new Guard(
                guard.concurrency(),
                guard.queue(),
                guard.queueTime(),
                guard.breaker().map(it -> new Guard.Trip(it.failurePercent(), it.of(), it.minimum(), it.pause())),
                !callersOwn);
        return new Route.Stop(
                new GuardedTarget(bare.target(), protection, clock),
                bare.model(),
                bare.refusesKeys(),
                bare.surfaces(),
                bare.lenient());
    }

    private Route.Stop stop(Target target) throws StartFailure {
        if (target instanceof Target.Http http) {
            return new Route.Stop(http(http), http.model(), http.auth().sendsKey(), http.surfaces(), http.lenient());
        } else if (target instanceof Target.Simulated simulated) {
            SimulatedCharacter character =
                    SimulatedCharacter.valueOf(simulated.character().name());
            SimulatedTarget made = new SimulatedTarget(simulated.name(), character, simulated.pace(), clock);
            return new Route.Stop(made, Optional.empty(), false, simulated.surfaces());
        }
        return recorded((Target.Recorded) target);
    }

    private HttpTarget http(Target.Http http) throws StartFailure {
        HttpTarget.Settings settings = settings(http);
        HttpTarget target = http.tls().isEmpty()
                ? new HttpTarget(vertx, settings)
                : new HttpTarget(
                        vertx,
                        settings,
                        TlsWiring.client(
                                new TlsWiring(clock).material(http.tls().get())));
        http.tls().ifPresent(tls -> credentials.follow(tls, target));
        http.keyFile().ifPresent(file -> credentials.follow(file, target));
        return target;
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

    private static HttpTarget.Settings settings(Target.Http http) {
        return new HttpTarget.Settings(
                http.name(),
                http.url(),
                http.key()
                        .or(() -> http.keyFile().flatMap(it -> it.read().value()))
                        .map(Secret::reveal),
                HttpTarget.Auth.valueOf(http.auth().name()),
                http.timeouts().connect(),
                http.timeouts().firstByte(),
                http.timeouts().idle(),
                http.guard().concurrency(),
                new HttpTarget.Passed(http.headers(), http.answerHeaders(), http.query()));
    }
}
