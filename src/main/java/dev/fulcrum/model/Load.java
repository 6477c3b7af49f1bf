package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

/**
 * How busy the gateway or one of its targets is, at the moment of an exchange.
 *
 * @param target the target's name; empty for the gateway as a whole
 * @param inFlight exchanges under way
 * @param queued exchanges that wait for a place
 * @param share of its places that is taken, 0 to 1
 * @param shed exchanges turned away within the last minute
 * @param available whether it takes exchanges: a target that failed too often does not, until a probe succeeds
 */
public record Load(String target, int inFlight, int queued, double share, long shed, boolean available) {
    public Load {
        requireNonNull(target);
    }
}
