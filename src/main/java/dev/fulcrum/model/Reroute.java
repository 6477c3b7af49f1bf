package dev.fulcrum.model;

/**
 * Proposes that a named target serves the exchange before the route's own targets are tried.
 *
 * @param target the target's name in the configuration
 */
public record Reroute(String target) implements Proposal {

    public static Reroute to(String target) {
        return new Reroute(target);
    }

    @Override
    public String action() {
        return "reroute";
    }
}
