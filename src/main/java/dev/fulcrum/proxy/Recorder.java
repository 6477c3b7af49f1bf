package dev.fulcrum.proxy;

import dev.fulcrum.ledger.Appended;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Puts exchanges on the record. */
final class Recorder {
    /** Of an exchange that went on for a retry; it did not fail. */
    private static final String DESERTED =
            "caller_left: the caller closed the connection; the answer is kept for a retry";

    private final Ledger ledger;
    private final Gauges gauges;
    private final Accounting accounting;
    private final Strangers strangers;

    Recorder(Ledger ledger, Gauges gauges, Accounting accounting, Strangers strangers) {
        this.ledger = ledger;
        this.gauges = gauges;
        this.accounting = accounting;
        this.strangers = strangers;
    }

    /**
     * Records how an exchange ends, before its answer is released.
     *
     * @return completes when the answer may be released: once the entry is durable if a rule acted, and once the ledger has
     *     taken it otherwise; fails with a {@link Failure} of status 503
     */
    Future<Void> beforeRelease(Passage passage, Outcome outcome, int status) {
        passage.copy().ended(outcome);
        return append(
                entry(passage, false, outcome, status, passage.awaitsRetry() ? DESERTED : ""),
                passage.judgements().acted());
    }

    /** Records what rules did to a request whose answer will flow while it comes; the outcome follows. */
    Future<Void> intent(Passage passage) {
        return append(entry(passage, true, Outcome.ANSWERED, 200, ""), true);
    }

    /**
     * Records an exchange that failed; of callers that the gateway does not know, only so many.
     *
     * @return completes when the ledger has taken the entry
     */
    Future<Void> failed(Passage passage, Failure failure) {
        if (passage.app().isEmpty() && !strangers.mayEnter()) {
            gauges.unrecorded();
            return Future.succeededFuture();
        }
        return append(
                entry(passage, false, Outcome.FAILED, failure.status(), failure.code() + ": " + failure.getMessage()),
                passage.judgements().acted());
    }

    private Future<Void> append(ExchangeEntry entry, boolean awaitDurable) {
        if (!entry.intent()) {
            gauges.count(entry);
        }
        Appended appended = ledger.append(entry);
        Future<Void> recorded = onContext(awaitDurable ? appended.durable() : appended.accepted());
        return recorded.succeeded() ? recorded : recorded.recover(cause -> Future.failedFuture(Failure.unrecorded()));
    }

    private static Future<Void> onContext(CompletionStage<Void> stage) {
        if (stage.toCompletableFuture().isDone() && !stage.toCompletableFuture().isCompletedExceptionally()) {
            return Future.succeededFuture();
        }
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(stage) : Future.fromCompletionStage(stage, context);
    }

    private ExchangeEntry entry(Passage passage, boolean intent, Outcome outcome, int status, String failure) {
        return new ExchangeEntry(
                passage.exchange(),
                intent,
                outcome,
                status,
                answerClass(passage, outcome),
                passage.finishReason(),
                passage.releasedCharacters(),
                failure,
                passage.caseId(),
                passage.target(),
                passage.judgements().findings(),
                Trades.of(passage),
                passage.judgements().errors(),
                passage.attempts(),
                passage.tokens(),
                intent ? Optional.empty() : accounting.settle(passage),
                passage.replayOf(),
                passage.time().latencies(),
                passage.revisionId(),
                passage.switches().version());
    }

    private static String answerClass(Passage passage, Outcome outcome) {
        return switch (outcome) {
            case HANDED_OFF -> "handed-off";
            case FAILED -> "failed";
            default -> passage.answerClass();
        };
    }
}
