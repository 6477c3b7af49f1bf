package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Load;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A target with a bound on what is in flight, a queue with a deadline, and breakers. Shared by all event loops.
 *
 * <p>A place is held until the answer's last byte, its failure or its cancellation. What ends before the head is there is
 * counted here; what comes after is counted when {@link UpstreamAnswer#ended} says how the attempt ended. An answer of status
 * 429 is no failure, but a pause: the target is {@link Readiness#COOLING} as long as it asks for.
 */
public final class GuardedTarget implements Target {
    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);

    private final Target target;
    private final Clock clock;
    private final Places places;
    private final Health health;
    private final AtomicLong coolUntilMillis = new AtomicLong();
    private final LongAdder turnedAway = new LongAdder();
    private final RecentCount turnedAwayLately;
    private final boolean shared;

    public GuardedTarget(Target target, Guard guard, Clock clock) {
        this.target = target;
        this.clock = clock;
        this.places = new Places(guard.concurrency(), guard.queue(), guard.queueTime(), clock);
        this.health =
                guard.trip().map(trip -> new Health(target.name(), trip, clock)).orElse(null);
        this.turnedAwayLately = new RecentCount(clock);
        this.shared = guard.shared();
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request) {
        return send(request, Future.future(never -> {}));
    }

    /** @return fails with {@code SHED} when the target was not asked: it is out, its queue is full, or the wait took too long */
    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request, Future<?> gone) {
        if (gone.isComplete()) {
            return Future.failedFuture(left());
        } else if (health != null && !health.admits(request.caller())) {
            return Future.failedFuture(out(request.caller()));
        }
        Future<Places.Place> place = places.enter(gone);
        if (!place.succeeded()) {
            place = place.recover(cause -> Future.failedFuture(refused((Places.Refused) cause)));
        }
        return Steps.then(place, taken -> ask(request, gone, taken));
    }

    private Future<UpstreamAnswer> ask(UpstreamRequest request, Future<?> gone, Places.Place place) {
        Health.Pass pass = health == null ? null : health.pass(request);
        if (health != null && pass == null) {
            place.leave();
            return Future.failedFuture(out(request.caller()));
        }
        GuardedAttempt attempt = new GuardedAttempt(this, place, pass);
        Future<UpstreamAnswer> answer;
        try {
            answer = target.send(request, gone);
        } catch (RuntimeException broken) {
            attempt.failed(broken);
            throw broken;
        }
        return answer.<UpstreamAnswer>map(head -> new GuardedAnswer(head, attempt))
                .onFailure(attempt::failed);
    }

    private UpstreamFailure out(String caller) {
        turnedAway.increment();
        turnedAwayLately.add();
        Duration left = health.pauseLeft(caller);
        return UpstreamFailure.shed("left alone, it failed too often", left.isZero() ? UNNAMED_PAUSE : left);
    }

    private UpstreamFailure refused(Places.Refused refused) {
        return refused.reason() == Places.Reason.GONE
                ? left()
                : UpstreamFailure.shed(refused.getMessage(), longer(places.freeIn(), UNNAMED_PAUSE));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static UpstreamFailure left() {
        return new UpstreamFailure(Attempt.Outcome.CANCELLED, "the caller left before the target was asked");
    }

    /** Leaves the target to others, if there are any, as long as it asks for. */
    void cool(UpstreamAnswer answer) {
        if (!shared) {
            return;
        }
        Instant now = clock.instant();
        Duration pause = RetryAfter.in(answer.headers(), now).orElse(UNNAMED_PAUSE);
        coolUntilMillis.accumulateAndGet(now.plus(pause).toEpochMilli(), Math::max);
    }

    @Override
    public Readiness readiness() {
        return health != null && !health.admitsAnyone() ? Readiness.OUT : inTurn();
    }

    @Override
    public Readiness readiness(String caller) {
        return health != null && !health.admits(caller) ? Readiness.OUT : inTurn();
    }

    private Readiness inTurn() {
        return clock.millis() < coolUntilMillis.get() ? Readiness.COOLING : Readiness.READY;
    }

    @Override
    public Load load() {
        int inFlight = places.inFlight();
        return new Load(
                name(),
                inFlight,
                places.queued(),
                Math.min(1, (double) inFlight / places.size()),
                places.refusedLately() + turnedAwayLately.sum(),
                health == null || health.isClosed());
    }

    @Override
    public long shed() {
        return places.refused() + turnedAway.sum();
    }

    @Override
    public Future<Void> close() {
        return target.close();
    }
}
