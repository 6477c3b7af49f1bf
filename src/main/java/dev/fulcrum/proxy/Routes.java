package dev.fulcrum.proxy;

import java.util.ArrayList;
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
        this.stops = Map.copyOf(stops);
    }

    Optional<Route> find(String app, String model) {
        for (Route route : routes) {
            if (route.serves(app, model)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The route's targets, with the one that a rule named tried first. */
    List<Route.Stop> stops(Route route, Optional<String> first) {
        Optional<Route.Stop> named = first.map(stops::get);
        if (named.isEmpty()) {
            return route.stops();
        }
        List<Route.Stop> order = new ArrayList<>();
        order.add(named.get());
        route.stops().stream()
                .filter(it -> !it.target().name().equals(first.orElseThrow()))
                .forEach(order::add);
        return order;
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
