package dev.fulcrum.model;

import java.util.Optional;

/**
 * Proposes to ask another target after one has failed, refused or evaded.
 *
 * @param target the target's name in the configuration; empty for the route's next one
 */
public record Fallback(Optional<String> target) implements Proposal {

    /** To the route's next target that was not asked yet. */
    public static Fallback next() {
        return new Fallback(Optional.empty());
    }

    /** To a target of the configuration. */
    public static Fallback to(String target) {
        return new Fallback(Optional.of(target));
    }

    @Override
    public String action() {
        return "fallback";
    }
}
