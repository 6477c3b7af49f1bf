package dev.fulcrum.proxy;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Block;
import dev.fulcrum.model.CannedAnswer;
import dev.fulcrum.model.Handoff;
import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.Reroute;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Wording;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Proposed;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.surface.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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
    private final Judge judge;
    private final Routes routes;
    private final Dispatch dispatch;
    private final Cases cases;
    private final Recorder recorder;

    ExchangeHandler(
            Vertx vertx,
            InstantSource clock,
            Intake intake,
            Judge judge,
            Routes routes,
            Dispatch dispatch,
            Cases cases,
            Recorder recorder) {
        this.vertx = vertx;
        this.clock = clock;
        this.intake = intake;
        this.judge = judge;
        this.routes = routes;
        this.dispatch = dispatch;
        this.cases = cases;
        this.recorder = recorder;
    }

    void handle(HttpServerRequest http, Surface surface) {
        Passage passage = new Passage(UlidCreator.getMonotonicUlid().toString(), surface, clock.instant());
        HttpServerResponse response = http.response();
        response.closeHandler(closed -> passage.leave());
        intake.admit(passage, http)
                .compose(admitted -> judgeRequest(passage, admitted))
                .recover(cause -> fail(passage, http, cause))
                .onFailure(cause -> {
                    LOG.error("exchange {} could not be ended properly", passage.id(), cause);
                    http.connection().close();
                });
    }

    /** Ends a request that never became an exchange: its head cannot be read. */
    void refuse(Passage passage, HttpServerRequest http, Failure failure) {
        fail(passage, http, failure).onFailure(cause -> http.connection().close());
    }

    private Future<Void> judgeRequest(Passage passage, Admitted admitted) {
        return judge.request(passage, admitted.revision(), admitted.request()).compose(decision -> {
            refuseBroken(passage, admitted, decision);
            if (decision.verdict().isPresent()) {
                return endByRule(passage, admitted, decision.verdict().get(), Optional.empty());
            }
            return forward(passage, admitted, decision);
        });
    }

    /** A broken rule is no block: the route says whether the exchange fails or goes on without it. */
    private static void refuseBroken(Passage passage, Admitted admitted, Decision decision) {
        boolean blocked =
                decision.verdict().map(it -> it.proposal() instanceof Block).orElse(false);
        if (!blocked && admitted.route().failClosed()) {
            for (PolicyError error : decision.errors()) {
                Switch.Mode mode = passage.switches()
                        .of(error.rule(), passage.app(), passage.at())
                        .mode();
                if (error.rule().isEmpty() || mode == Switch.Mode.ENFORCE) {
                    throw Failure.ofGateway(
                            500,
                            "policy_error",
                            "a rule broke (" + (error.rule().isEmpty() ? error.message() : error.rule())
                                    + ") and this route fails closed");
                }
            }
        }
    }

    private Future<Void> forward(Passage passage, Admitted admitted, Decision decision) {
        List<TextEdit> edits = Redactions.merge(decision.redactions());
        String language = passage.exchange().language();
        List<String> instructions = decision.instructions().stream()
                .map(Instruct::text)
                .map(it -> it.in(language))
                .toList();
        Revision.Reach reach =
                admitted.revision().reach(Phase.RESPONSE, passage.switches(), passage.app(), passage.at());
        Dispatch.Order order = new Dispatch.Order(
                routes.stops(
                        admitted.route(),
                        decision.reroute().map(Reroute::target),
                        passage.surface().id()),
                passage.surface().path(),
                HeaderRules.forTarget(admitted.http().headers()),
                HeaderRules.credentials(admitted.http().headers()),
                model -> admitted.request().edited(edits, instructions, model),
                reach);
        Deadline deadline = new Deadline(vertx, passage, admitted.route().deadline(), passage.elapsedNanos());
        return dispatch.ask(passage, order, deadline)
                .compose(taken -> {
                    if (taken instanceof Taken.Rejected rejected) {
                        return passOn(passage, admitted, rejected);
                    } else if (taken instanceof Taken.Flowing flowing) {
                        return flow(passage, admitted, flowing, deadline);
                    }
                    return judgeAnswer(passage, admitted, (Taken.Whole) taken);
                })
                .onComplete(done -> deadline.lift());
    }

    private Future<Void> judgeAnswer(Passage passage, Admitted admitted, Taken.Whole taken) {
        WholeAnswer answer = taken.answer();
        passage.answered(answer.answerClass(), answer.finishReason(), answer.tokens());
        return judge.answer(passage, admitted.revision(), admitted.request(), answer)
                .compose(decision -> {
                    refuseBroken(passage, admitted, decision);
                    passage.held(System.nanoTime() - taken.firstByteNanos());
                    if (decision.verdict().isPresent()) {
                        return endByRule(passage, admitted, decision.verdict().get(), Optional.of(answer));
                    }
                    List<TextEdit> edits = Redactions.merge(decision.redactions());
                    byte[] body = edits.isEmpty() ? answer.original() : answer.edited(edits);
                    String type = taken.head().headers().get("content-type");
                    copyHead(taken, admitted.http().response());
                    return release(
                            passage,
                            admitted,
                            Outcome.ANSWERED,
                            new Written(taken.head().status(), type == null ? "application/json" : type, body));
                });
    }

    /** Ends the exchange with what a rule decided: before the model was asked, or in place of what it answered. */
    private Future<Void> endByRule(Passage passage, Admitted admitted, Proposed verdict, Optional<WholeAnswer> answer) {
        Proposal proposal = verdict.proposal();
        if (proposal instanceof Block block) {
            PolicyNotice notice = notice(passage, verdict.rule());
            String message = words(passage, block.message());
            Written written = answer.map(it -> passage.surface().blockedAnswer(admitted.request(), it, message, notice))
                    .orElseGet(() -> passage.surface().blockedRequest(message, notice));
            return release(passage, admitted, Outcome.BLOCKED, written);
        } else if (proposal instanceof CannedAnswer canned) {
            Written written = passage.surface()
                    .answer(
                            admitted.request(),
                            words(passage, canned.text()),
                            notice(passage, verdict.rule()),
                            passage.at());
            return release(passage, admitted, Outcome.ANSWERED_BY_RULE, written);
        } else if (proposal instanceof Handoff handoff) {
            return cases.open(passage, admitted.request(), verdict.rule(), handoff)
                    .compose(id -> {
                        passage.opened(id);
                        String text = words(passage, handoff.message()).replace("{case}", id);
                        Written written = passage.surface()
                                .answer(admitted.request(), text, notice(passage, verdict.rule()), passage.at());
                        return release(passage, admitted, Outcome.HANDED_OFF, written);
                    });
        }
        throw new IllegalStateException(proposal.action() + " does not end an exchange");
    }

    private static String words(Passage passage, Wording wording) {
        return wording.in(passage.exchange().language());
    }

    private static PolicyNotice notice(Passage passage, RuleContract rule) {
        return new PolicyNotice(
                passage.id(),
                rule.id(),
                rule.owner(),
                rule.lowers(),
                rule.raises(),
                passage.revisionId(),
                passage.caseId());
    }

    private Future<Void> release(Passage passage, Admitted admitted, Outcome outcome, Written written) {
        if (passage.hasLeft()) {
            return Future.failedFuture(Failure.callerLeft());
        }
        passage.released();
        return recorder.beforeRelease(passage, outcome, written.status())
                // a caller that leaves now misses an answer that is on the record
                .compose(recorded -> Reply.send(admitted.http().response(), passage, outcome, written)
                        .otherwiseEmpty());
    }

    private Future<Void> passOn(Passage passage, Admitted admitted, Taken.Rejected rejected) {
        String type = rejected.head().headers().get("content-type");
        copyHead(rejected, admitted.http().response());
        Written written = new Written(
                rejected.head().status(),
                type == null ? "application/octet-stream" : type,
                rejected.body().getBytes());
        return release(passage, admitted, Outcome.FAILED, written);
    }

    private static void copyHead(Taken taken, HttpServerResponse response) {
        response.headers().addAll(taken.head().headers());
    }

    /** Lets a stream pass while it comes: no rule may act on it, though rules in shadow may read it at its end. */
    private Future<Void> flow(Passage passage, Admitted admitted, Taken.Flowing flowing, Deadline deadline) {
        Future<Void> onRecord = passage.acted() ? recorder.intent(passage) : Future.succeededFuture();
        HttpServerResponse response = admitted.http().response();
        return onRecord.compose(recorded -> {
                    copyHead(flowing, response);
                    Reply.head(response, passage, Outcome.ANSWERED);
                    response.setChunked(true);
                    passage.released();
                    return Relay.flow(flowing, response, deadline);
                })
                .transform(ended -> {
                    passage.tried(flowed(flowing, passage, ended.cause()));
                    if (ended.failed()) {
                        // nobody reads the rest, as when the ledger refused the intent
                        flowing.head().cancel();
                        return Future.failedFuture(asFailure(passage, ended.cause()));
                    }
                    WholeAnswer answer = ended.result();
                    passage.answered(answer.answerClass(), answer.finishReason(), answer.tokens());
                    return judge.answer(passage, admitted.revision(), admitted.request(), answer)
                            .compose(watched -> recorder.beforeRelease(passage, Outcome.ANSWERED, 200))
                            .compose(recorded -> response.end().otherwiseEmpty());
                });
    }

    private static Attempt flowed(Taken.Flowing flowing, Passage passage, Throwable cause) {
        long millis = (System.nanoTime() - flowing.begunNanos()) / 1_000_000;
        if (cause == null) {
            return new Attempt(
                    passage.target(), Attempt.Outcome.ANSWERED, flowing.head().status(), millis, "");
        }
        AttemptFailure failure = AttemptFailure.of(cause, flowing.head().status());
        return new Attempt(passage.target(), failure.outcome(), failure.status(), millis, failure.detail());
    }

    private static Failure asFailure(Passage passage, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (passage.hasLeft()) {
            return Failure.callerLeft();
        }
        String detail = AttemptFailure.of(cause, 0).detail();
        return Failure.ofTarget(502, "upstream_cut", "the target `" + passage.target() + "`: " + detail);
    }

    /** The one edge: whatever went wrong becomes the surface's own error, and one entry in the ledger. */
    private Future<Void> fail(Passage passage, HttpServerRequest http, Throwable cause) {
        Failure failure = passage.hasLeft() ? Failure.callerLeft() : known(passage, cause);
        Future<Void> onRecord = failure.recordable() ? recorder.failed(passage, failure) : Future.failedFuture(failure);
        return onRecord.recover(unrecorded -> {
                    LOG.error("exchange {} failed and is not on record: {}", passage.id(), unrecorded.getMessage());
                    return Future.succeededFuture();
                })
                .compose(recorded -> FailureReply.send(vertx, http, passage, failure));
    }

    private static Failure known(Passage passage, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.error("exchange {} broke", passage.id(), cause);
        return Failure.ofGateway(500, "internal_error", "the gateway broke; its log has the exchange's id");
    }
}
