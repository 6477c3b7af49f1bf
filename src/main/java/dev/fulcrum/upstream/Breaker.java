package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Leaves a target alone that failed too often, and finds out with one probe at a time whether it is well again. Thread-safe.
 *
 * <p>Only what began in the breaker's present state counts in it. Answers of models take long, so many attempts begun before
 * the breaker opened end while a probe is under way, and would decide in its place. A probe that says nothing for
 * {@value #PROBE_SECONDS} seconds makes room for another one, so none can be forgotten for good.
 */
final class Breaker {
    static final int PROBE_SECONDS = 60;

    private final CircuitBreaker circuit;
    private final Clock clock;
    private final Duration pause;
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicReference<Pass> probe = new AtomicReference<>();
    private volatile Instant opened = Instant.EPOCH;

    Breaker(String name, Guard.Trip trip, Clock clock) {
        this.clock = clock;
        this.pause = trip.pause();
        this.circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .failureRateThreshold(trip.failurePercent())
                        .slidingWindowSize(trip.of())
                        .minimumNumberOfCalls(trip.minimum())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(trip.pause())
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
    }

    private void changed(State to) {
        state.incrementAndGet();
        probe.set(null);
        if (to == State.OPEN) {
            opened = clock.instant();
        }
    }

    /** Whether an attempt would be let through now. */
    boolean admits() {
        return switch (circuit.getState()) {
            case CLOSED -> true;
            case OPEN -> pauseLeft().isZero();
            default -> {
                Pass under = probe.get();
                yield under == null || isForgotten(under);
            }
        };
    }

    /** Whether the target counts as well. */
    boolean isClosed() {
        return circuit.getState() == State.CLOSED;
    }

    /** Until the next probe; zero when none has to wait. */
    Duration pauseLeft() {
        Duration left = Duration.between(clock.instant(), opened.plus(pause));
        return circuit.getState() != State.OPEN || left.isNegative() ? Duration.ZERO : left;
    }

    /** Leaves the target alone, whatever was counted. */
    void open() {
        if (circuit.getState() == State.CLOSED) {
            circuit.transitionToOpenState();
        }
    }

    /** Lets an attempt through; null when it is not. Whoever gets a pass says how the attempt ended. */
    Pass pass() {
        Pass under = probe.get();
        if (under != null && isForgotten(under)) {
            under.neither();
        }
        if (!circuit.tryAcquirePermission()) {
            return null;
        }
        Pass pass = new Pass(state.get());
        if (circuit.getState() == State.HALF_OPEN) {
            probe.set(pass);
        }
        return pass;
    }

    private boolean isForgotten(Pass under) {
        return clock.instant().isAfter(under.given.plusSeconds(PROBE_SECONDS));
    }

    /** One attempt that was let through; the first word about its end counts. */
    final class Pass {
        private final int stateGiven;
        private final Instant given = clock.instant();
        private final AtomicBoolean used = new AtomicBoolean();

        private Pass(int state) {
            this.stateGiven = state;
        }

        void succeeded() {
            if (counts()) {
                circuit.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        }

        void failed() {
            if (counts()) {
                circuit.onError(0, TimeUnit.NANOSECONDS, new UpstreamFailure(Attempt.Outcome.ERROR, "counted"));
            }
        }

        /** It says nothing about the target. */
        void neither() {
            if (counts()) {
                circuit.releasePermission();
            }
        }

        /** Whether something was said about its end. */
        boolean isUsed() {
            return used.get();
        }

        boolean isProbe() {
            return probe.get() == this;
        }

        private boolean counts() {
            boolean counts = used.compareAndSet(false, true) && stateGiven == state.get();
            if (counts) {
                probe.compareAndSet(this, null);
            }
            return counts;
        }
    }
}
