package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Block;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Proposed;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Bytes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Brings a streamed answer to the caller while it comes. */
final class StreamPath {
    private final Dispatch dispatch;
    private final Judge judge;
    private final Recorder recorder;
    private final int answerLimitBytes;

    /** @param answerLimitBytes the longest answer that rules read */
    StreamPath(Dispatch dispatch, Judge judge, Recorder recorder, int answerLimitBytes) {
        this.dispatch = dispatch;
        this.judge = judge;
        this.recorder = recorder;
        this.answerLimitBytes = answerLimitBytes;
    }

    /** Lets a stream pass untouched: no rule may act on it, though rules may read it at its end. */
    Future<Void> pass(Passage passage, Admitted admitted, Taken.Flowing flowing, Deadline deadline) {
        Future<Void> onRecord = passage.judgements().acted() ? recorder.intent(passage) : Future.succeededFuture();
        HttpServerResponse response = admitted.http().response();
        AnswerReader light = passage.surface().answerReader(true, false, flowing.lenient());
        passage.sends(light);
        return onRecord.compose(recorded -> {
                    begin(passage, flowing, response, Outcome.ANSWERED);
                    BoundedReader watch = new BoundedReader(flowing, light, answerLimitBytes, passage.held());
                    return new Relay(response, passage.copy()).flow(flowing, watch, deadline);
                })
                .transform(ended -> {
                    passage.tried(attempt(flowing, passage, ended.cause()));
                    if (ended.failed()) {
                        return broken(passage, admitted, flowing, ended.cause());
                    }
                    return dispatch.afterwards(passage, admitted, flowing, ended.result())
                            .compose(asked -> judge.answer(passage, admitted, ended.result()))
                            .compose(watched -> recorder.beforeRelease(passage, Outcome.ANSWERED, 200))
                            .compose(recorded -> response.end().otherwiseEmpty());
                });
    }

    /** Lets a stream go as far as rules have settled it, or at once if the route holds nothing back. */
    Future<Void> grow(Passage passage, Admitted admitted, Taken.Flowing flowing, Deadline deadline) {
        boolean late = flowing.course() == HoldBack.Course.LATE;
        passage.sends(flowing.reader());
        Future<Void> onRecord = passage.judgements().acted() ? recorder.intent(passage) : Future.succeededFuture();
        return onRecord.compose(recorded -> {
                    GrowingAnswer answer = new GrowingAnswer(
                            passage,
                            flowing,
                            judge.growing(passage, admitted, late),
                            new Windows(admitted.route().holdBack().characters()),
                            outlet(passage, flowing, admitted.http().response()),
                            answerLimitBytes);
                    return answer.read(deadline);
                })
                .transform(ended -> {
                    passage.tried(attempt(flowing, passage, ended.cause()));
                    if (ended.failed()) {
                        return broken(passage, admitted, flowing, ended.cause());
                    } else if (ended.result() instanceof GrowingAnswer.Stopped stopped) {
                        passage.consumption().cut(passage.target(), admitted.request(), flowing.reader());
                        return stop(passage, admitted, flowing, stopped.verdict());
                    }
                    WholeAnswer whole = ((GrowingAnswer.Finished) ended.result()).answer();
                    return finish(passage, admitted, flowing, whole);
                });
    }

    private GrowingAnswer.Outlet outlet(Passage passage, Taken.Flowing flowing, HttpServerResponse response) {
        return new GrowingAnswer.Outlet() {
            @Override
            public Future<Void> send(byte[] bytes) {
                if (!passage.time().hasReleased()) {
                    begin(passage, flowing, response, Outcome.ANSWERED);
                }
                passage.copy().add(bytes);
                return Sending.write(response, Bytes.over(bytes));
            }

            @Override
            public Future<Void> record() {
                return recorder.intent(passage);
            }
        };
    }

    private static void begin(Passage passage, Taken.Flowing flowing, HttpServerResponse response, Outcome outcome) {
        passage.time().held(System.nanoTime() - flowing.firstByteNanos());
        if (response.headWritten()) {
            passage.time().released();
            return;
        }
        Release.copyHead(flowing, response);
        response.headers().remove("content-length");
        Reply.head(response.headers(), passage, outcome);
        response.setChunked(true);
        passage.time().released();
    }

    private Future<Void> finish(Passage passage, Admitted admitted, Taken.Flowing flowing, WholeAnswer answer) {
        return dispatch.afterwards(passage, admitted, flowing, answer)
                .compose(asked -> flowing.course() == HoldBack.Course.LATE
                        ? judge.goneAnswer(passage, admitted, answer)
                        : judge.answer(passage, admitted, answer))
                .compose(decision -> finish(passage, admitted, flowing, decision));
    }

    private Future<Void> finish(Passage passage, Admitted admitted, Taken.Flowing flowing, Decision decision) {
        if (flowing.course() == HoldBack.Course.LATE) {
            return end(passage, admitted, flowing, List.of());
        }
        BrokenRules.refuse(passage, admitted.route(), decision);
        if (decision.verdict().isPresent()) {
            return stop(passage, admitted, flowing, decision.verdict().get());
        }
        return end(passage, admitted, flowing, Redactions.merge(decision.redactions()));
    }

    private Future<Void> end(Passage passage, Admitted admitted, Taken.Flowing flowing, List<TextEdit> edits) {
        return release(passage, admitted, flowing, Outcome.ANSWERED, GrowingAnswer.rest(flowing.reader(), edits));
    }

    /** Ends the stream in the surface's own way of a filtered answer, behind what went out before the rule was decided. */
    private Future<Void> stop(Passage passage, Admitted admitted, Taken.Flowing flowing, Proposed verdict) {
        Block block = (Block) verdict.proposal();
        byte[] rest = passage.surface()
                .blockedRest(
                        admitted.request(),
                        flowing.reader(),
                        Release.words(passage, block.message()),
                        Release.notice(passage, verdict.rule()));
        passage.stoppedAfter(flowing.reader().releasedCharacters());
        return release(passage, admitted, flowing, Outcome.BLOCKED, rest);
    }

    private Future<Void> release(
            Passage passage, Admitted admitted, Taken.Flowing flowing, Outcome outcome, byte[] rest) {
        return recorder.beforeRelease(passage, outcome, 200).compose(recorded -> {
            if (!passage.time().hasReleased()) {
                begin(passage, flowing, admitted.http().response(), outcome);
            }
            passage.copy().add(rest);
            return admitted.http().response().end(Bytes.over(rest)).otherwiseEmpty();
        });
    }

    /** Nobody reads the rest, as when the ledger refused the intent. */
    private static Future<Void> broken(Passage passage, Admitted admitted, Taken.Flowing flowing, Throwable cause) {
        if (passage.interruption().isPresent()) {
            // or a caller that leaves in front of the last event would have it all for nothing
            passage.consumption().cut(passage.target(), admitted.request(), flowing.reader());
        }
        if (cause instanceof AttemptFailure failure) {
            flowing.head().ended(failure.outcome());
        }
        flowing.head().cancel();
        return Future.failedFuture(asFailure(passage, cause));
    }

    private static Attempt attempt(Taken.Flowing flowing, Passage passage, Throwable cause) {
        long millis = (System.nanoTime() - flowing.begunNanos()) / 1_000_000;
        if (cause == null) {
            return Attempt.of(
                    passage.target(), Attempt.Outcome.ANSWERED, flowing.head().status(), millis, "");
        }
        AttemptFailure failure = AttemptFailure.of(cause, flowing.head().status());
        return Attempt.of(passage.target(), failure.outcome(), failure.status(), millis, failure.detail());
    }

    private static Failure asFailure(Passage passage, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (passage.interruption().isPresent()) {
            return passage.interruption().get();
        }
        String detail = AttemptFailure.of(cause, 0).detail();
        return Failure.ofTarget(502, "upstream_cut", "the target `" + passage.target() + "`: " + detail);
    }
}
