package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What protects a target, and those who wait for it.
 *
 * @param concurrency exchanges in flight at most, until the last byte of their answers
 * @param queue how many more may wait
 * @param queueTime how long they wait at most
 * @param trip when the target is left alone; never when empty
 * @param shared whether all callers are one to the target, so that a pause that it asks one of them for holds for all
 */
public record Guard(int concurrency, int queue, Duration queueTime, Optional<Trip> trip, boolean shared) {
    public Guard {
        requireNonNull(queueTime);
        requireNonNull(trip);
    }

    /**
     * When a target that fails is left alone.
     *
     * @param failurePercent share of failures at which it is, 1 to 100
     * @param of how many of the newest attempts are counted
     * @param minimum of which so many have to be there
     * @param pause until one exchange is let through as a probe
     */
    public record Trip(int failurePercent, int of, int minimum, Duration pause) {
        public Trip {
            if (failurePercent < 1 || failurePercent > 100 || minimum < 1 || minimum > of || pause.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "expected 1 to 100 %, at least 1 of the attempts that are counted and"
                                + " a pause of at least 1 ms: " + failurePercent + ", " + minimum + " of " + of + ", "
                                + pause);
            }
        }

        /** How many failures among the attempts that are counted are too many. */
        int failures() {
            return Math.max(minimum, (of * failurePercent + 99) / 100);
        }
    }
}
