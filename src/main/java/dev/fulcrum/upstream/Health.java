package dev.fulcrum.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fulcrum.model.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of a target's health, and to whom it is lent: one breaker for everyone, and one for each application. Thread-safe.
 *
 * <p>Some failures are the target's: it is not there, says nothing, or says 502, 503 or 504. They count for everyone, but for a prompt that ran out of
 * time before, while others were answered since. All others, status 500 first of all, may be the prompt's: they count for the application that
 * sent it, and the same prompt counts once. So one application's prompts cost that application its turn and nobody else. For everyone such a failure counts
 * once an application, until something succeeds.
 */
final class Health {
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int PROMPTS = 1000;

    /** Gateways say these when nobody is behind them, and models when they are overloaded. */
    private static final Set<Integer> OF_TARGET = Set.of(502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 529, 530);

    private final String name;
    private final Guard.Trip trip;
    private final Clock clock;
    private final Breaker everyone;
    private final Map<String, Breaker> ofCallers = new ConcurrentHashMap<>();
    private final Set<String> accusers = ConcurrentHashMap.newKeySet();
    private final AtomicLong successes = new AtomicLong();

    /** Prompts at which the target failed, and how many exchanges had succeeded by then. */
    private final Cache<String, Long> failedPrompts;

    Health(String name, Guard.Trip trip, Clock clock) {
        this.name = name;
        this.trip = trip;
        this.clock = clock;
        this.everyone = new Breaker(name, trip, clock);
        this.failedPrompts = Caffeine.newBuilder()
                .maximumSize(PROMPTS)
                .expireAfterWrite(MEMORY)
                .executor(Runnable::run)
                .build();
    }

    /** Whether an attempt of a caller would be let through now. */
    boolean admits(String caller) {
        Breaker own = ofCallers.get(caller);
        return everyone.admits() && (own == null || own.admits());
    }

    /** Whether an attempt of anyone who has asked before would be let through now. */
    boolean admitsAnyone() {
        return everyone.admits()
                && (ofCallers.isEmpty() || ofCallers.values().stream().anyMatch(Breaker::admits));
    }

    /** Whether the target counts as well for anyone who has asked. */
    boolean isClosed() {
        return everyone.isClosed()
                && (ofCallers.isEmpty() || ofCallers.values().stream().anyMatch(Breaker::isClosed));
    }

    /** Until a caller's next probe; zero when none has to wait. */
    Duration pauseLeft(String caller) {
        Breaker own = ofCallers.get(caller);
        Duration ofAll = everyone.pauseLeft();
        Duration ofCaller = own == null ? Duration.ZERO : own.pauseLeft();
        return ofAll.compareTo(ofCaller) >= 0 ? ofAll : ofCaller;
    }

    /** Lets an attempt through; null when it is not. Whoever gets a pass says how the attempt ended. */
    Pass pass(UpstreamRequest request) {
        String caller = request.caller();
        Breaker.Pass own = null;
        if (!caller.isEmpty()) {
            own = ofCallers
                    .computeIfAbsent(caller, unseen -> new Breaker(name, trip, clock))
                    .pass();
            if (own == null) {
                return null;
            }
        }
        Breaker.Pass ofAll = everyone.pass();
        if (ofAll == null && own != null) {
            own.neither();
        }
        return ofAll == null ? null : new Pass(request, ofAll, own);
    }

    /** One attempt that was let through; the first word about its end counts. */
    final class Pass {
        private final UpstreamRequest request;
        private final Breaker.Pass ofAll;
        private final Breaker.Pass own;

        /** @param own null when the caller is not named */
        private Pass(UpstreamRequest request, Breaker.Pass ofAll, Breaker.Pass own) {
            this.request = request;
            this.ofAll = ofAll;
            this.own = own;
        }

        boolean isProbe() {
            return ofAll.isProbe() || (own != null && own.isProbe());
        }

        void succeeded() {
            if (ofAll.isUsed()) {
                return;
            }
            successes.incrementAndGet();
            accusers.clear();
            ofAll.succeeded();
            if (own != null) {
                own.succeeded();
            }
        }

        /** It says nothing about the target. */
        void neither() {
            ofAll.neither();
            if (own != null) {
                own.neither();
            }
        }

        /** @param status that the target answered with; 0 when it did not */
        void failed(Attempt.Outcome outcome, int status) {
            if (ofAll.isUsed()) {
                return;
            } else if (own == null) {
                ofAll.failed();
                return;
            }
            boolean slow = outcome == Attempt.Outcome.TIMEOUT;
            if (outcome == Attempt.Outcome.UNREACHABLE || OF_TARGET.contains(status)) {
                ofAll.failed();
                own.neither();
            } else if (slow) {
                Long before = failedBefore();
                if (before == null || before == successes.get()) {
                    ofAll.failed();
                    own.neither();
                } else {
                    neither();
                }
            } else if (failedBefore() != null) {
                neither();
            } else {
                own.failed();
                // a probe decides for everyone, so one prompt is not asked
                if (accusers.add(request.caller()) && !ofAll.isProbe()) {
                    ofAll.failed();
                } else {
                    ofAll.neither();
                }
            }
        }

        /** How many had succeeded when the target failed at this prompt before; null when it had not. */
        private Long failedBefore() {
            return failedPrompts.asMap().putIfAbsent(Prompt.of(request.body()), successes.get());
        }
    }
}
