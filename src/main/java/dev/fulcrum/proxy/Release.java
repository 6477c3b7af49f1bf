package dev.fulcrum.proxy;

import dev.fulcrum.model.Block;
import dev.fulcrum.model.CannedAnswer;
import dev.fulcrum.model.Handoff;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Wording;
import dev.fulcrum.policy.Proposed;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Steps;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Ends an exchange with something whole: on the record first, then to the caller. */
final class Release {
    private final Cases cases;
    private final Recorder recorder;

    Release(Cases cases, Recorder recorder) {
        this.cases = cases;
        this.recorder = recorder;
    }

    /** Ends the exchange with what a rule decided: before the model was asked, or in place of what it answered. */
    Future<Void> byRule(Passage passage, Admitted admitted, Proposed verdict, Optional<WholeAnswer> answer) {
        Proposal proposal = verdict.proposal();
        if (proposal instanceof Block block) {
            PolicyNotice notice = notice(passage, verdict.rule());
            String message = words(passage, block.message());
            Written written = answer.map(it -> passage.surface().blockedAnswer(admitted.request(), it, message, notice))
                    .orElseGet(() -> admitted.http().response().headWritten()
                            ? new Written(
                                    200,
                                    "text/event-stream",
                                    passage.surface()
                                            .blockedRest(
                                                    admitted.request(),
                                                    passage.surface().answerReader(true),
                                                    message,
                                                    notice))
                            : passage.surface().blockedRequest(message, notice));
            return whole(passage, admitted, Outcome.BLOCKED, written);
        } else if (proposal instanceof CannedAnswer canned) {
            String text = words(passage, canned.text());
            return whole(passage, admitted, Outcome.ANSWERED_BY_RULE, answer(passage, admitted, verdict, text));
        } else if (proposal instanceof Handoff handoff) {
            return cases.open(passage, admitted.request(), verdict.rule(), handoff)
                    .compose(id -> {
                        passage.opened(id);
                        String text = words(passage, handoff.message()).replace("{case}", id);
                        return whole(passage, admitted, Outcome.HANDED_OFF, answer(passage, admitted, verdict, text));
                    });
        }
        throw new IllegalStateException(proposal.action() + " does not end an exchange");
    }

    private static Written answer(Passage passage, Admitted admitted, Proposed verdict, String text) {
        return passage.surface().answer(admitted.request(), text, notice(passage, verdict.rule()), passage.at());
    }

    /** Ends the exchange with an answer that is known to its last byte. */
    Future<Void> whole(Passage passage, Admitted admitted, Outcome outcome, Written written) {
        // before anything else: a case that was opened is not opened again for a caller that left and comes back
        passage.copy().whole(outcome, written);
        if (passage.hasLeft()) {
            return Future.failedFuture(Failure.callerLeft());
        }
        passage.time().released();
        return Steps.then(
                recorder.beforeRelease(passage, outcome, written.status()),
                // a caller that leaves now misses an answer that is on the record
                recorded -> Reply.send(admitted.http().response(), passage, outcome, written)
                        .otherwiseEmpty());
    }

    /** Hands on what the target said of its answer. */
    static void copyHead(Taken.Given taken, HttpServerResponse response) {
        if (!response.headWritten()) {
            response.headers().addAll(taken.head().headers());
        }
    }

    static String words(Passage passage, Wording wording) {
        return wording.in(passage.exchange().language());
    }

    static PolicyNotice notice(Passage passage, RuleContract rule) {
        return new PolicyNotice(
                passage.id(),
                rule.id(),
                rule.owner(),
                rule.lowers(),
                rule.raises(),
                passage.revisionId(),
                passage.caseId());
    }
}
