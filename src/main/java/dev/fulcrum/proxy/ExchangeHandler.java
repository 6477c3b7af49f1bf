package dev.fulcrum.proxy;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Alarms;
import dev.fulcrum.upstream.Idleness;
import dev.fulcrum.upstream.LastResort;
import dev.fulcrum.upstream.Steps;
import dev.fulcrum.upstream.Turn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one exchange: request → rules → target → rules → answer, and the ledger before the release.
 *
 * <p>Every step returns a future, and every failure ends at one edge, where the caller gets the surface's own error.
 */
final class ExchangeHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

    private final Vertx vertx;
    private final InstantSource clock;
    private final Intake intake;
    private final Once once;
    private final Judge judge;
    private final Orders orders;
    private final Dispatch dispatch;
    private final StreamPath streams;
    private final Release release;
    private final Recorder recorder;
    private final Traffic traffic;
    private final Held held;
    private final Duration rhythm;

    ExchangeHandler(
            Vertx vertx,
            InstantSource clock,
            Intake intake,
            Once once,
            Judge judge,
            Orders orders,
            Dispatch dispatch,
            StreamPath streams,
            Release release,
            Recorder recorder,
            Traffic traffic,
            Held held,
            Duration rhythm) {
        this.vertx = vertx;
        this.clock = clock;
        this.intake = intake;
        this.once = once;
        this.judge = judge;
        this.orders = orders;
        this.dispatch = dispatch;
        this.streams = streams;
        this.release = release;
        this.recorder = recorder;
        this.traffic = traffic;
        this.held = held;
        this.rhythm = rhythm;
    }

    void handle(HttpServerRequest http, Surface surface) {
        Passage passage = new Passage(UlidCreator.getMonotonicUlid().toString(), surface, clock.instant());
        passage.holds(held.share());
        HttpServerResponse response = http.response();
        response.closeHandler(closed ->
                passage.leave(Idleness.stalled(http.connection()) ? Failure.callerStalled() : Failure.callerLeft()));
        Traffic.Trip trip = traffic.begin(() -> passage.interrupt(Failure.stopped()));
        Steps.then(Future.succeededFuture(), begin -> admit(passage, http))
                .compose(admitted -> once.run(
                        passage, admitted, () -> Turn.judge(Phase.REQUEST, () -> judgeRequest(passage, admitted))))
                .recover(cause -> fail(passage, http, cause))
                .onComplete(ended -> {
                    passage.end();
                    trip.end();
                })
                .onFailure(cause -> {
                    LOG.error("exchange {} could not be ended properly", passage.id(), cause);
                    http.connection().close();
                });
    }

    private Future<Admitted> admit(Passage passage, HttpServerRequest http) {
        if (traffic.closed()) {
            return Future.failedFuture(Failure.stopping());
        } else if (traffic.leaving()) {
            http.response().putHeader("connection", "close");
        }
        return intake.admit(passage, http);
    }

    /** Ends a request that never became an exchange: its head cannot be read. */
    void refuse(Passage passage, HttpServerRequest http, Failure failure) {
        fail(passage, http, failure).onFailure(cause -> http.connection().close());
    }

    private Future<Void> judgeRequest(Passage passage, Admitted admitted) {
        return Steps.then(judge.request(passage, admitted.revision(), admitted.request()), decision -> {
            BrokenRules.refuse(passage, admitted.route(), decision);
            if (decision.verdict().isPresent()) {
                return release.byRule(passage, admitted, decision.verdict().get(), Optional.empty());
            }
            return forward(passage, admitted, decision);
        });
    }

    private Future<Void> forward(Passage passage, Admitted admitted, Decision decision) {
        Pulse pulse = Pulse.begin(rhythm, passage, admitted, recorder);
        Dispatch.Order order = orders.of(passage, admitted, decision);
        Deadline deadline = new Deadline(
                Alarms::in, passage, admitted.route().deadline(), passage.time().elapsedNanos());
        return Steps.then(Future.succeededFuture(), begin -> dispatch.ask(passage, admitted, order, deadline))
                .compose(taken -> {
                    if (taken instanceof Taken.Ruled ruled) {
                        return release.byRule(passage, admitted, ruled.verdict(), Optional.empty());
                    } else if (taken instanceof Taken.Rejected rejected) {
                        return passOn(passage, admitted, rejected);
                    } else if (taken instanceof Taken.Whole whole) {
                        return judgeAnswer(passage, admitted, whole);
                    }
                    Taken.Flowing flowing = (Taken.Flowing) taken;
                    return flowing.course() == HoldBack.Course.PASS
                            ? streams.pass(passage, admitted, flowing, deadline)
                            : streams.grow(passage, admitted, flowing, deadline);
                })
                .onComplete(done -> {
                    pulse.stop();
                    deadline.lift();
                });
    }

    private Future<Void> judgeAnswer(Passage passage, Admitted admitted, Taken.Whole taken) {
        WholeAnswer answer = taken.answer();
        return Steps.then(judge.answer(passage, admitted, answer), decision -> {
            BrokenRules.refuse(passage, admitted.route(), decision);
            passage.time().held(System.nanoTime() - taken.firstByteNanos());
            if (decision.verdict().isPresent()) {
                return release.byRule(passage, admitted, decision.verdict().get(), Optional.of(answer));
            }
            List<TextEdit> edits = Redactions.merge(decision.redactions());
            byte[] body = edits.isEmpty() ? answer.original() : answer.edited(edits);
            String type = taken.head().headers().get("content-type");
            Release.copyHead(taken, admitted.http().response());
            return release.whole(
                    passage,
                    admitted,
                    Outcome.ANSWERED,
                    new Written(taken.head().status(), type == null ? "application/json" : type, body));
        });
    }

    private Future<Void> passOn(Passage passage, Admitted admitted, Taken.Rejected rejected) {
        String type = rejected.head().headers().get("content-type");
        Release.copyHead(rejected, admitted.http().response());
        Written written = new Written(
                rejected.head().status(),
                type == null ? "application/octet-stream" : type,
                rejected.body().getBytes());
        return release.whole(passage, admitted, Outcome.FAILED, written);
    }

    /** The one edge: whatever went wrong becomes the surface's own error, and one entry in the ledger. */
    private Future<Void> fail(Passage passage, HttpServerRequest http, Throwable cause) {
        Failure failure = passage.interruption().orElseGet(() -> known(passage, cause));
        Future<Void> onRecord = failure.recordable() ? recorder.failed(passage, failure) : Future.failedFuture(failure);
        return onRecord.recover(unrecorded -> {
                    passage.judgements().unrecorded();
                    LOG.error("exchange {} failed and is not on record: {}", passage.id(), unrecorded.getMessage());
                    return Future.succeededFuture();
                })
                .compose(recorded -> FailureReply.send(vertx, http, passage, failure));
    }

    private static Failure known(Passage passage, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        LastResort.unlessUsable(cause);
        LOG.error("exchange {} broke", passage.id(), cause);
        return Failure.ofGateway(500, "internal_error", "the gateway broke; its log has the exchange's id");
    }
}
