package dev.fulcrum.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How far one application's failures, each of which may be its prompt's, speak against a target. Thread-safe.
 *
 * <p>Enough of them in a row, and no success of anyone between, and the target is in doubt for that application: one exchange at a time goes to it, and
 * after each that failed there is a pause as long as it took, if that was long. So a good prompt among bad ones gets its answer, which ends the doubt, and an outage
 * costs little. A target that has answered nobody for long is left alone as by a breaker.
 */
final class Doubt {
    /** A failure that comes so soon costs nobody much. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private final Guard.Trip trip;
    private final Clock clock;
    private final LongSupplier successes;
    private final BooleanSupplier answeredLately;
    private long successesSeen;
    private int failures;
    private Instant resting = Instant.EPOCH;
    private Pass probe;

    /**
     * @param successes how many exchanges of anyone have succeeded
     * @param answeredLately whether one of them did within the last minutes
     */
    Doubt(Guard.Trip trip, Clock clock, LongSupplier successes, BooleanSupplier answeredLately) {
        this.answeredLately = answeredLately;
        this.trip = trip;
        this.clock = clock;
        this.successes = successes;
    }

    /** Whether the target counts as well. */
    synchronized boolean isLifted() {
        if (successesSeen != successes.getAsLong()) {
            successesSeen = successes.getAsLong();
            failures = 0;
            probe = null;
        }
        return failures < trip.minimum();
    }

    /** Whether an attempt would be let through now. */
    synchronized boolean admits() {
        return isLifted() || (pauseLeft().isZero() && (probe == null || isForgotten(probe)));
    }

    /** Until the next attempt; zero when none has to wait. */
    synchronized Duration pauseLeft() {
        Duration left = Duration.between(clock.instant(), resting);
        return isLifted() || left.isNegative() ? Duration.ZERO : left;
    }

    private boolean isForgotten(Pass under) {
        return clock.instant().isAfter(under.given.plusSeconds(Breaker.PROBE_SECONDS));
    }

    /** Lets an attempt through; null when it is not. Whoever gets a pass says how the attempt ended. */
    synchronized Pass pass() {
        if (!admits()) {
            return null;
        }
        Pass pass = new Pass();
        if (!isLifted()) {
            probe = pass;
        }
        return pass;
    }

    /** One attempt that was let through. */
    final class Pass {
        private final Instant given = clock.instant();

        boolean isProbe() {
            return probe == this;
        }

        void failed() {
            synchronized (Doubt.this) {
                boolean doubted = !isLifted();
                failures++;
                resting = clock.instant().plus(pause(doubted));
                ended();
            }
        }

        private Duration pause(boolean doubted) {
            Duration took = doubted ? Duration.between(given, clock.instant()) : Duration.ZERO;
            if (!answeredLately.getAsBoolean() || took.compareTo(trip.pause()) >= 0) {
                return trip.pause();
            }
            return took.compareTo(QUICK) < 0 ? Duration.ZERO : took;
        }

        /** It says nothing against the target. */
        void ended() {
            synchronized (Doubt.this) {
                if (probe == this) {
                    probe = null;
                }
            }
        }
    }
}
