package dev.fulcrum.account;

import java.time.Duration;

/**
 * How an application stands against one of its limits.
 *
 * @param left what may still be used; below zero after more was used than there was
 */
public record Standing(Limit limit, long left) {

    /** Until all of it may be used again, if nothing is used meanwhile. */
    public Duration untilWhole() {
        double used = (double) (limit.amount() - left) / limit.amount();
        return Duration.ofNanos((long) (limit.window().toNanos() * Math.max(0, used)));
    }

    /** What is left, not below zero, in the unit that people use. */
    double usable() {
        return limit.kind().inUnits(Math.max(0, left));
    }

    /** The share of the limit that is left, 0 to 1. */
    double share() {
        return Math.max(0, (double) left / limit.amount());
    }
}
