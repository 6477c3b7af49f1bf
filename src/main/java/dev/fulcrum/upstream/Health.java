package dev.fulcrum.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fulcrum.model.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of a target's health, and to whom it is lent: a breaker for everyone, and a {@linkplain Doubt doubt} for each application. Thread-safe.
 *
 * <p>Some failures are the target's: it is not there, says nothing, or says 502, 503 or 504. They count for everyone, but for a prompt that failed
 * before, while others were answered since, and one that ran out of time while others were answered. All others, status 500 first of all, may be the
 * prompt's: they count for the application that sent it until anyone is answered, and the same prompt counts once. So one application's prompts cost that
 * application little and nobody else anything. When as many applications
 * complain so as a breaker needs failures, and nothing succeeds meanwhile, it is the target after all.
 */
final class Health {
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int PROMPTS = 1000;

    /** Gateways say these when nobody is behind them, and models when they are overloaded. */
    private static final Set<Integer> OF_TARGET = Set.of(502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 529, 530);

    private final Guard.Trip trip;
    private final Clock clock;
    private final Breaker everyone;
    private final Map<String, Doubt> ofCallers = new ConcurrentHashMap<>();
    private final Set<String> accusers = ConcurrentHashMap.newKeySet();
    private final AtomicLong successes = new AtomicLong();
    private volatile Instant answered = Instant.EPOCH;

    /** Prompts at which the target failed, and how many exchanges had succeeded by then. */
    private final Cache<String, Long> failedPrompts;

    Health(String name, Guard.Trip trip, Clock clock) {
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
        Doubt own = ofCallers.get(caller);
        return everyone.admits() && (own == null || own.admits());
    }

    /** Whether an attempt of anyone who has asked before would be let through now. */
    boolean admitsAnyone() {
        return everyone.admits()
                && (ofCallers.isEmpty() || ofCallers.values().stream().anyMatch(Doubt::admits));
    }

    /** Whether the target counts as well for anyone who has asked. */
    boolean isClosed() {
        return everyone.isClosed()
                && (ofCallers.isEmpty() || ofCallers.values().stream().anyMatch(Doubt::isLifted));
    }

    /** Until a caller's next probe; zero when none has to wait. */
    Duration pauseLeft(String caller) {
        Doubt own = ofCallers.get(caller);
        Duration ofAll = everyone.pauseLeft();
        Duration ofCaller = own == null ? Duration.ZERO : own.pauseLeft();
        return ofAll.compareTo(ofCaller) >= 0 ? ofAll : ofCaller;
    }

    /** Lets an attempt through; null when it is not. Whoever gets a pass says how the attempt ended. */
    Pass pass(UpstreamRequest request) {
        String caller = request.caller();
        Doubt.Pass own = null;
        if (!caller.isEmpty()) {
            own = ofCallers
                    .computeIfAbsent(caller, unseen -> new Doubt(trip, clock, successes::get, this::answeredLately))
                    .pass();
            if (own == null) {
                return null;
            }
        }
        Breaker.Pass ofAll = everyone.pass();
        if (ofAll == null && own != null) {
            own.ended();
        }
        return ofAll == null ? null : new Pass(request, ofAll, own);
    }

    private boolean answeredLately() {
        return clock.instant().isBefore(answered.plus(MEMORY));
    }

    /** One attempt that was let through; the first word about its end counts. */
    final class Pass {
        private final UpstreamRequest request;
        private final Breaker.Pass ofAll;
        private final Doubt.Pass own;
        private final long successesBefore = successes.get();

        /** @param own null when the caller is not named */
        private Pass(UpstreamRequest request, Breaker.Pass ofAll, Doubt.Pass own) {
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
            answered = clock.instant();
            successes.incrementAndGet();
            accusers.clear();
            ofAll.succeeded();
            if (own != null) {
                own.ended();
            }
        }

        /** It says nothing about the target. */
        void neither() {
            ofAll.neither();
            if (own != null) {
                own.ended();
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
            boolean there = outcome != Attempt.Outcome.UNREACHABLE;
            Long before = there ? failedBefore() : null;
            if (!there || slow || OF_TARGET.contains(status)) {
                boolean othersSince = before != null && before != successes.get();
                boolean othersMeanwhile = slow && successesBefore != successes.get();
                if (othersSince || othersMeanwhile) {
                    neither();
                } else {
                    ofAll.failed();
                    own.ended();
                }
            } else if (before != null) {
                neither();
            } else {
                own.failed();
                // a probe decides for everyone, so one prompt is not asked
                ofAll.neither();
                if (accusers.add(request.caller()) && accusers.size() >= trip.failures()) {
                    everyone.open();
                }
            }
        }

        /** How many had succeeded when the target failed at this prompt before; null when it had not. */
        private Long failedBefore() {
            return failedPrompts.asMap().putIfAbsent(Prompt.of(request.body()), successes.get());
        }
    }
}
