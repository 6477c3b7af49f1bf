package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import dev.fulcrum.model.OutcomeReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What applications report of their exchanges. Thread-safe.
 *
 * <p>A report is kept beside the ledger, since its note may hold personal data, and an act in the chain says that it was made; both or neither.
 */
public final class Outcomes {

    /** What became of a report. */
    public enum Result {
        /** It is kept; on the disk by then. */
        KEPT,
        /** There was one of its kind for this exchange already, which stays. */
        KNOWN,
        /** The application made no such exchange. */
        NO_EXCHANGE
    }

    /** Refuses the act that would tell of a report which is not kept. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Result result;

        NotKept(Result result) {
            super(result.name(), null, false, false);
            this.result = result;
        }
    }

    private final Ledger ledger;
    private final Database database;
    private final OutcomeStore store = new OutcomeStore();

    public Outcomes(Ledger ledger, Database database) {
        this.ledger = ledger;
        this.database = database;
    }

    /**
     * Keeps a report.
     *
     * @return completes on the writing thread; fails with {@link LedgerUnavailable} when nothing can be written
     */
    public CompletionStage<Result> report(OutcomeReport report) {
        // acts go before entries that nobody waits for, and these are written before the writing thread turns to the
        // second try
        return keep(report)
                .thenComposeAsync(
                        result ->
                                result == Result.NO_EXCHANGE ? keep(report) : CompletableFuture.completedFuture(result),
                        database.writerThread());
    }

    private CompletionStage<Result> keep(OutcomeReport report) {
        return ledger.record(act(report), handle -> {
                    if (!store.holds(handle, report.exchange(), report.app())) {
                        throw new NotKept(Result.NO_EXCHANGE);
                    } else if (!store.insert(handle, report)) {
                        throw new NotKept(Result.KNOWN);
                    }
                })
                .thenApply(seq -> Result.KEPT)
                .exceptionallyCompose(Outcomes::result);
    }

    private static CompletionStage<Result> result(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof NotKept refused
                ? CompletableFuture.completedFuture(refused.result)
                : CompletableFuture.failedFuture(cause);
    }

    /** The reports on an exchange, the oldest first; blocks. */
    public List<OutcomeReport> of(String exchange) {
        return database.readers().withHandle(handle -> store.of(handle, exchange));
    }

    private static Act act(OutcomeReport report) {
        Map<String, String> details = new TreeMap<>();
        details.put("kind", report.kind());
        details.put("at", report.at().toString());
        report.value().ifPresent(value -> details.put("value", Double.toString(value)));
        return new Act(report.reported(), report.app(), "outcome", report.exchange(), "", details);
    }
}
