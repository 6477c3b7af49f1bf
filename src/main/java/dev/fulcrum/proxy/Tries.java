package dev.fulcrum.proxy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which targets one exchange has asked, and which one comes next. Not thread-safe.
 *
 * <p>Every target is asked once before any is asked again. Asked again is only one whose failure may pass: it was not reached, told of an error,
 * broke off, or asked for patience; not one that took its time, could not be read, or refused, for that would only happen again. Before a
 * target is asked again there is a pause: what it asked for, or else a random part of 100 ms, doubled with each round (full jitter, so that
 * exchanges that failed together do not come back together).
 */
final class Tries {
    /** A caller is better served by a failure than by a longer pause. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(2);

    /** @param pause before it is asked */
    record Next(Route.Stop stop, Duration pause) {}

    /** @param atNanos from when on it may be asked again */
    private record Again(Route.Stop stop, long atNanos) {}

    private final Deque<Route.Stop> unasked;
    private final Queue<Again> again = new PriorityQueue<>(Comparator.comparingLong(Again::atNanos));
    private final long most;
    private int made;
    private Duration soonest = Duration.ofDays(1);

    /**
     * @param stops in the order in which they are asked
     * @param most how many tries there may be
     */
    Tries(List<Route.Stop> stops, int most) {
        this.unasked = new ArrayDeque<>(stops);
        this.most = most;
    }

    /** The first target; there is always one. */
    Route.Stop first() {
        made = 1;
        return unasked.remove();
    }

    /** Notes a failure after which the same target may be asked again. */
    void failed(Route.Stop stop, AttemptFailure failure) {
        Duration until = failure.patience().pause().orElse(Duration.ofSeconds(1));
        soonest = until.compareTo(soonest) < 0 ? until : soonest;
        if (mayPass(failure)) {
            Duration pause = failure.patience().pause().orElseGet(this::jitter);
            if (pause.compareTo(LONGEST_PAUSE) <= 0) {
                again.add(new Again(stop, System.nanoTime() + pause.toNanos()));
            }
        }
    }

    private static boolean mayPass(AttemptFailure failure) {
        boolean passing =
                switch (failure.outcome()) {
                    case UNREACHABLE, CUT, RATE_LIMITED -> true;
                    case ERROR -> failure.status() != 501 && failure.status() != 505;
                    default -> false;
                };
        return passing && !failure.patience().never();
    }

    private Duration jitter() {
        long bound = Math.min(LONGEST_JITTER.toNanos(), FIRST_PAUSE.toNanos() << Math.min(made - 1, 10));
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound));
    }

    /** When the first of the targets that failed may be asked again, as far as they say so. */
    Duration soonest() {
        return soonest;
    }

    /** Whether another try is possible. */
    boolean more() {
        return made < most && !(unasked.isEmpty() && again.isEmpty());
    }

    /** Whether a target is left that was not asked yet. */
    boolean moreTargets() {
        return made < most && !unasked.isEmpty();
    }

    /** The next target: one that was not asked yet, or the first that may be asked again; empty when the tries are used up. */
    Optional<Next> next() {
        if (!more()) {
            return Optional.empty();
        }
        made++;
        if (!unasked.isEmpty()) {
            return Optional.of(new Next(unasked.remove(), Duration.ZERO));
        }
        Again due = again.remove();
        return Optional.of(new Next(due.stop(), Duration.ofNanos(Math.max(0, due.atNanos() - System.nanoTime()))));
    }

    /** The next target that was not asked yet; empty when there is none. */
    Optional<Next> nextTarget() {
        return moreTargets() ? next() : Optional.empty();
    }

    /** A target that a rule names, at once; empty when the tries are used up. */
    Optional<Next> named(Route.Stop stop) {
        if (made >= most) {
            return Optional.empty();
        }
        made++;
        unasked.remove(stop);
        again.removeIf(one -> one.stop().equals(stop));
        return Optional.of(new Next(stop, Duration.ZERO));
    }
}
