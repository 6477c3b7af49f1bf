package dev.fulcrum.admin;

import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.SwitchStore;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switches in force, and the one place where they change.
 *
 * <p>A change is durable, with its act in the audit, before it is in force, and in force before its caller is answered.
 * Reading is wait-free; changes follow one another. Thread-safe.
 */
public final class SwitchBoard {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchBoard.class);
    private final Ledger ledger;
    private final SwitchStore store;
    private final ScheduledExecutorService timers;
    private final Clock clock;
    private volatile Switches current;
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    /**
     * Loads the switches as they were.
     *
     * @param timers ends switches when they lapse
     */
    public SwitchBoard(Ledger ledger, SwitchStore store, ScheduledExecutorService timers, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.timers = timers;
        this.clock = clock;
        this.current = store.load();
        current.layers().forEach((rule, layers) -> layers.forEach(layer -> scheduleReturn(rule, layer)));
    }

    public Switches current() {
        return current;
    }

    /** Puts a switch in force; completes with the snapshot that has it. */
    public synchronized CompletionStage<Switches> put(String rule, Switch change) {
        CompletionStage<Switches> done = last.thenCompose(before -> {
            Switches next = current.with(rule, change);
            Act act = new Act(
                    change.since(), change.by(), "switch", rule, change.why(), details(rule, change, next.version()));
            return save(act, rule, next);
        });
        last = done.handle((switches, failure) -> null);
        return done.whenComplete((switches, failure) -> {
            if (failure == null) {
                scheduleReturn(rule, change);
            }
        });
    }

    private CompletionStage<Switches> save(Act act, String rule, Switches next) {
        return ledger.record(act, handle -> store.save(handle, rule, next)).thenApply(recorded -> {
            current = next;
            return next;
        });
    }

    private Map<String, String> details(String rule, Switch change, long version) {
        Map<String, String> details = new HashMap<>();
        String app = change.apps().stream().sorted().findFirst().orElse("");
        details.put("before", current.of(rule, app, change.since()).mode().id());
        details.put("after", change.mode().id());
        details.put("holdout", Double.toString(change.holdout()));
        details.put("version", Long.toString(version));
        if (!change.apps().isEmpty()) {
            details.put("apps", String.join(",", change.apps().stream().sorted().toList()));
        }
        change.until().ifPresent(until -> details.put("until", until.toString()));
        return details;
    }

    /** Lapsing needs nobody: every reader looks at the clock. What is scheduled here is its mention in the audit. */
    private void scheduleReturn(String rule, Switch layer) {
        layer.until().ifPresent(until -> {
            long millis = Math.max(0, Duration.between(clock.instant(), until).toMillis() + 1);
            ScheduledFuture<?> mention = timers.schedule(() -> recordReturn(rule), millis, TimeUnit.MILLISECONDS);
            LOG.debug("the return of {} is due in {} ms: {}", rule, millis, mention);
        });
    }

    private synchronized void recordReturn(String rule) {
        last = last.thenCompose(before -> {
                    Instant now = clock.instant();
                    Switches next = current.withoutLapsed(rule, now);
                    if (next.version() == current.version()) {
                        return CompletableFuture.<Switches>completedFuture(next);
                    }
                    Map<String, String> details = Map.of(
                            "after", next.of(rule, "", now).mode().id(), "version", Long.toString(next.version()));
                    return save(
                            new Act(now, "fulcrum", "switch-returned", rule, "its time is over", details), rule, next);
                })
                .handle((switches, failure) -> {
                    if (failure != null) {
                        LOG.error("the return of {} is in force but not in the audit: {}", rule, failure.toString());
                    }
                    return null;
                });
    }
}
