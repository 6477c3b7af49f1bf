package dev.fulcrum.proxy;

import dev.fulcrum.model.Exchange;
import dev.fulcrum.upstream.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route of an application and a model: the first that serves both. Immutable. */
public final class Routes {
    private final List<Route> routes;
    private final Map<String, Route.Stop> stops;

    /**
     * @param routes in the order in which they are tried
     * @param stops every target by name, for rules that name one
     */
    public Routes(List<Route> routes, Map<String, Route.Stop> stops) {
        this.routes = List.copyOf(routes);
        this.stops = Collections.unmodifiableMap(new LinkedHashMap<>(stops));
    }

    /** The first route that serves an application and a model, and of those that do the first one that can serve the surface. */
    Optional<Route> find(String app, String model, String surface) {
        Route found = null;
        for (Route route : routes) {
            if (route.serves(app, model)) {
                if (route.speaks(surface)) {
                    return Optional.of(route);
                }
                found = found == null ? route : found;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * The route's targets that can serve an exchange's surface, in the order in which they are tried; the one that a rule
     * named comes first if it can. Depends on how ready equal targets are now: see {@link Peers}.
     */
    List<Route.Stop> stops(Route route, Optional<String> first, Exchange exchange) {
        List<Route.Stop> order = new ArrayList<>();
        first.map(stops::get).filter(stop -> stop.speaks(exchange.surface())).ifPresent(order::add);
        for (Peers peers : route.peers()) {
            for (Route.Stop stop : peers.order(exchange)) {
                if (!stop.target().name().equals(first.orElse(""))) {
                    order.add(stop);
                }
            }
        }
        return order;
    }

    /** A target by its name, if it can serve a surface. */
    Optional<Route.Stop> stop(String name, String surface) {
        return Optional.ofNullable(stops.get(name)).filter(stop -> stop.speaks(surface));
    }

    /** Every target. */
    public List<Target> targets() {
        return stops.values().stream().map(Route.Stop::target).toList();
    }

    /** Whether some route serves a model to an application, by its name or by a pattern. */
    boolean serves(String app, String model) {
        return routes.stream().anyMatch(route -> route.serves(app, model));
    }

    /** Names of the models that an application may ask for, patterns left out, in alphabetical order. */
    Set<String> models(String app) {
        Set<String> names = new TreeSet<>();
        routes.stream()
                .filter(it -> it.serves(app))
                .flatMap(it -> it.models().stream())
                .filter(Route.ModelPattern::literal)
                .forEach(it -> names.add(it.text()));
        return names;
    }
}
