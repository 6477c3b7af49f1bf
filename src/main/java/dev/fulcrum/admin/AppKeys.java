package dev.fulcrum.admin;

import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.Problem;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the applications, and the one place where they change while the gateway runs.
 *
 * <p>A change is durable, with its act in the audit, before it is in force, and in force before its caller is answered. The audit
 * has how many keys there are and never which. A configuration with a mistake changes nothing. Thread-safe.
 */
public final class AppKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AppKeys.class);

    /**
     * What the configuration says now.
     *
     * @param keys hashes of keys by application
     * @param others what else is there that is not in force, such as {@code server.port}
     * @param problems why it cannot be read; the rest is empty then
     */
    public record Reading(Map<String, Set<String>> keys, List<String> others, List<Problem> problems) {
        public Reading {
            keys = Map.copyOf(keys);
            others = List.copyOf(others);
            problems = List.copyOf(problems);
        }
    }

    /** What became of the wish to read the keys again. */
    public sealed interface Result {
        /**
         * The keys are as the file has them.
         *
         * @param changed how many keys an application has now, for each whose keys changed
         * @param needsRestart what else changed in the file and is not in force
         */
        record InForce(Map<String, Integer> changed, List<String> needsRestart) implements Result {
            public InForce {
                changed = Map.copyOf(changed);
                needsRestart = List.copyOf(needsRestart);
            }
        }

        /** The file has mistakes, and nothing changed. */
        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    private final Supplier<Reading> source;
    private final Consumer<Map<String, Set<String>>> use;
    private final Ledger ledger;
    private final ExecutorService thread;
    private final Clock clock;
    private Map<String, Set<String>> current;
    private List<String> toldToRestart = List.of();

    /**
     * @param current the keys in force
     * @param use puts keys in force
     * @param thread one thread, on which the source is asked
     */
    public AppKeys(
            Map<String, Set<String>> current,
            Supplier<Reading> source,
            Consumer<Map<String, Set<String>>> use,
            Ledger ledger,
            ExecutorService thread,
            Clock clock) {
        this.current = Map.copyOf(current);
        this.source = source;
        this.use = use;
        this.ledger = ledger;
        this.thread = thread;
        this.clock = clock;
    }

    /** Reads the keys again, and puts those of known applications in force; one that is no longer there has none. */
    public CompletionStage<Result> reload(String who, String why) {
        return CompletableFuture.supplyAsync(() -> reloadNow(who, why), thread);
    }

    private Result reloadNow(String who, String why) {
        Reading reading = source.get();
        if (!reading.problems().isEmpty()) {
            LOG.error(
                    "the configuration has {} to mend; nothing of it is put in force",
                    reading.problems().size());
            reading.problems().forEach(it -> LOG.error("{}", it));
            return new Result.Refused(reading.problems());
        }
        Map<String, Set<String>> next = new HashMap<>(current);
        Map<String, Integer> changed = new TreeMap<>();
        Map<String, String> details = new TreeMap<>();
        current.forEach((app, before) -> {
            Set<String> after = reading.keys().getOrDefault(app, Set.of());
            if (!after.equals(before)) {
                next.put(app, after);
                changed.put(app, after.size());
                details.put(app, described(before, after));
            }
        });
        if (!changed.isEmpty()) {
            String apps = String.join(",", changed.keySet());
            ledger.record(new Act(clock.instant(), who, "keys", apps, why, details))
                    .toCompletableFuture()
                    .join();
            use.accept(next);
            current = Map.copyOf(next);
            changed.forEach((app, keys) -> LOG.info("the app {} has {} keys now", app, keys));
        }
        tell(reading.others());
        return new Result.InForce(changed, reading.others());
    }

    private static String described(Set<String> before, Set<String> after) {
        long added = after.stream().filter(key -> !before.contains(key)).count();
        long removed = before.stream().filter(key -> !after.contains(key)).count();
        return after.size() + " keys, " + added + " added, " + removed + " removed";
    }

    /** Says once for each state of the file what of it waits for a restart. */
    private void tell(List<String> others) {
        if (!others.isEmpty() && !others.equals(toldToRestart)) {
            LOG.warn("changed in the configuration, and in force after a restart only: {}", String.join(", ", others));
        }
        toldToRestart = others;
    }
}
