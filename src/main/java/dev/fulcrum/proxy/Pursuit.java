package dev.fulcrum.proxy;

import dev.fulcrum.model.AnswerOpening;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Fallback;
import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Phase;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Bytes;
import dev.fulcrum.upstream.Turn;
import dev.fulcrum.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tries of one exchange, from the first target to the answer that is used. Confined to one event loop.
 *
 * <p>Nothing has been released when a try fails here, so another target may be asked, or the same one again. After each failure the rules of the
 * failure phase are asked; where they say nothing, the next target comes by itself. An answer that refuses or evades is a failure only if
 * a rule says so, and is kept: it is better than none if the others fail.
 */
final class Pursuit {
    private final Dispatch dispatch;
    private final Passage passage;
    private final Admitted admitted;
    private final Dispatch.Order order;
    private final Deadline deadline;
    private final Tries tries;
    private final List<String> instructions = new ArrayList<>();
    private Optional<Spare> spare = Optional.empty();

    /** An answer that is used if no better one comes. */
    private record Spare(Route.Stop stop, Taken.Given given) {}

    Pursuit(
            Dispatch dispatch,
            Passage passage,
            Admitted admitted,
            Dispatch.Order order,
            Deadline deadline,
            Tries tries) {
        this.dispatch = dispatch;
        this.passage = passage;
        this.admitted = admitted;
        this.order = order;
        this.deadline = deadline;
        this.tries = tries;
    }

    Future<Taken> begin() {
        return ask(tries.first());
    }

    private Future<Taken> ask(Route.Stop stop) {
        Call call = new Call(stop, order.reading(), dispatch, deadline, passage.held());
        UpstreamRequest request = new UpstreamRequest(
                order.path(),
                order.headers(),
                order.credentials(),
                Bytes.over(order.body().of(stop.model(), instructions)),
                passage.app());
        return call.make(request, tries.moreTargets())
                .transform(made -> made.succeeded()
                        ? inTurn(call, made.result())
                        : made.cause() instanceof Failure failure
                                ? givenUp(call, failure)
                                : failed(call, AttemptFailure.of(made.cause(), 0)));
    }

    /** What is no target's doing is mended by no other target. */
    private Future<Taken> givenUp(Call call, Failure failure) {
        note(call, Attempt.Outcome.CANCELLED, 0, failure.getMessage());
        return Future.failedFuture(failure);
    }

    /** A whole answer is judged with the others of its turn, from the first look at it to its release. */
    private Future<Taken> inTurn(Call call, Taken.Given given) {
        return given instanceof Taken.Whole ? Turn.judge(Phase.RESPONSE, () -> given(call, given)) : given(call, given);
    }

    private Future<Taken> given(Call call, Taken.Given given) {
        if (given instanceof Taken.Rejected rejected && rejected.head().status() == 429) {
            spare = spare.or(() -> Optional.of(new Spare(call.stop(), rejected)));
            Patience pause =
                    Patience.of(rejected.head().headers(), dispatch.clock().instant());
            return failed(
                    call, new AttemptFailure(Attempt.Outcome.RATE_LIMITED, 429, "answered with status 429", pause));
        }
        if (given instanceof Taken.Rejected rejected && holdsAnAnswer()) {
            int status = rejected.head().status();
            return failed(call, new AttemptFailure(Attempt.Outcome.REJECTED, status, "answered with status " + status));
        }
        AnswerOpening opening = order.remedies().readsAnswers() ? opening(given) : AnswerOpening.ANSWERS;
        return switch (opening) {
            case REFUSES -> withheld(call, given, Attempt.Outcome.REFUSED);
            case EVADES -> withheld(call, given, Attempt.Outcome.EVASIVE);
            case ANSWERS, OPEN -> taken(call, given);
        };
    }

    /** A model that refused has said more than one that does not take the request. */
    private boolean holdsAnAnswer() {
        return spare.isPresent() && spare.get().given() instanceof Taken.Whole;
    }

    private AnswerOpening opening(Taken.Given given) {
        if (given instanceof Taken.Whole whole) {
            return dispatch.withholding().of(whole.answer());
        }
        return given instanceof Taken.Rejected rejected ? dispatch.withholding().of(rejected) : AnswerOpening.ANSWERS;
    }

    private Future<Taken> taken(Call call, Taken.Given given) {
        passage.servedBy(call.stop().target().name());
        if (!(given instanceof Taken.Flowing)) {
            boolean rejected = given instanceof Taken.Rejected;
            note(
                    call,
                    rejected ? Attempt.Outcome.REJECTED : Attempt.Outcome.ANSWERED,
                    given.head().status(),
                    "");
        }
        return Future.succeededFuture(given);
    }

    private void note(Call call, Attempt.Outcome outcome, int status, String detail) {
        long millis = (System.nanoTime() - call.begunNanos()) / 1_000_000;
        passage.tried(Attempt.of(call.stop().target().name(), outcome, status, millis, detail));
    }

    /** A model that refuses or evades has answered: another target is asked only if a rule wants it. */
    private Future<Taken> withheld(Call call, Taken.Given given, Attempt.Outcome outcome) {
        note(call, outcome, given.head().status(), "");
        Optional<WholeAnswer> answer =
                given instanceof Taken.Whole whole ? Optional.of(whole.answer()) : Optional.empty();
        return judge(!tries.moreTargets(), answer).compose(judged -> {
            Optional<Tries.Next> next = judged.decision().fallback().flatMap(this::elsewhere);
            Decision carried = note(judged, next.isPresent());
            if (carried.verdict().isEmpty() && next.isEmpty()) {
                passage.servedBy(call.stop().target().name());
                return Future.succeededFuture(given);
            }
            answer.ifPresent(unused -> giveUp(call, unused));
            if (carried.verdict().isPresent()) {
                return Future.succeededFuture(new Taken.Ruled(carried.verdict().get()));
            }
            spare = Optional.of(new Spare(call.stop(), given));
            return go(carried, next.get());
        });
    }

    /** The caller gets something else, but the model has done its work. */
    private void giveUp(Call call, WholeAnswer unused) {
        passage.discarded(unused.tokens());
        passage.consumption().add(call.stop().target().name(), admitted.request(), unused);
    }

    /** The target that a fallback of a withheld answer leads to: one that was not asked yet. */
    private Optional<Tries.Next> elsewhere(Fallback fallback) {
        return fallback.target().isPresent() ? named(fallback) : tries.nextTarget();
    }

    private Optional<Tries.Next> named(Fallback fallback) {
        return fallback.target()
                .flatMap(name -> dispatch.routes().stop(name, passage.surface().id()))
                .flatMap(tries::named);
    }

    private Future<Taken> failed(Call call, AttemptFailure cause) {
        Optional<Failure> interruption = passage.interruption();
        AttemptFailure failure = interruption
                .map(why -> new AttemptFailure(Attempt.Outcome.CANCELLED, 0, why.getMessage()))
                .orElse(cause);
        note(call, failure.outcome(), failure.status(), failure.detail());
        if (interruption.isPresent()) {
            return Future.failedFuture(interruption.get());
        } else if (deadline.expired()) {
            return holdsAnAnswer()
                    ? giveUp(call, failure)
                    : Future.failedFuture(Failure.ofTarget(
                            504, "deadline_exceeded", "no target answered within the route's deadline"));
        }
        tries.failed(call.stop(), failure);
        if (!order.remedies().readsFailures()) {
            return inTime().map(this::after).orElseGet(() -> giveUp(call, failure));
        }
        return judge(!tries.more(), Optional.empty()).compose(judged -> {
            Optional<Fallback> fallback = judged.decision().fallback();
            Optional<Tries.Next> wanted = fallback.flatMap(this::named);
            Optional<Tries.Next> next =
                    judged.decision().verdict().isPresent() ? Optional.empty() : wanted.or(this::inTime);
            boolean elsewhere =
                    wanted.isEmpty() && fallback.flatMap(Fallback::target).isPresent();
            Decision carried = note(judged, next.isPresent() && !elsewhere);
            if (carried.verdict().isPresent()) {
                return Future.succeededFuture(new Taken.Ruled(carried.verdict().get()));
            }
            return next.map(it -> go(carried, it)).orElseGet(() -> giveUp(call, failure));
        });
    }

    private Optional<Tries.Next> inTime() {
        return tries.next().filter(next -> next.pause().compareTo(deadline.left()) < 0);
    }

    private Future<Judge.Judgement> judge(boolean last, Optional<WholeAnswer> answer) {
        return dispatch.judge()
                .failure(passage, admitted, passage.attemptsSoFar(last), answer)
                .map(judged -> {
                    BrokenRules.refuse(passage, admitted.route(), judged.decision());
                    return judged;
                });
    }

    /** Puts in the passage what was decided, and what of it can be carried out. */
    private Decision note(Judge.Judgement judged, boolean goesOn) {
        Decision carried = goesOn ? judged.decision() : judged.decision().withNothingLeft();
        passage.judgements().judged(judged.findings(), carried, judged.nanos());
        return carried;
    }

    private Future<Taken> go(Decision decision, Tries.Next next) {
        if (decision.fallback().isPresent()) {
            passage.time().sentOn();
        }
        decision.instructions().stream()
                .map(Instruct::text)
                .map(it -> Release.words(passage, it))
                .forEach(instructions::add);
        return after(next);
    }

    private Future<Taken> after(Tries.Next next) {
        if (next.pause().isZero()) {
            return ask(next.stop());
        }
        return rest(next.pause()).compose(rested -> ask(next.stop()));
    }

    /** Waits, but not past the deadline or the caller's leaving: what then fails is the next try. */
    private Future<Void> rest(Duration pause) {
        Promise<Void> rested = Promise.promise();
        long timer = dispatch.vertx().setTimer(Math.max(1, pause.toMillis()), id -> rested.tryComplete());
        deadline.over().onComplete(over -> {
            dispatch.vertx().cancelTimer(timer);
            rested.tryComplete();
        });
        return rested.future();
    }

    private Future<Taken> giveUp(Call call, AttemptFailure failure) {
        boolean usable = spare.isPresent()
                && (holdsAnAnswer()
                        || failure.outcome() == Attempt.Outcome.RATE_LIMITED
                        || failure.outcome() == Attempt.Outcome.SHED);
        if (usable) {
            passage.servedBy(spare.get().stop().target().name());
            if (spare.get().given() instanceof Taken.Whole used) {
                passage.kept(used.answer().tokens());
            }
            return Future.succeededFuture(spare.get().given());
        }
        return Future.failedFuture(TargetFailures.of(
                call.stop().target().name(), failure, passage.attempts().size(), tries.soonest()));
    }
}
