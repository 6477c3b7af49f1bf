package dev.fulcrum.bench;

import static dev.fulcrum.bench.ReportTable.number;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Changes the rules of a gateway again and again under load, and tells exchanges in the time of a rebuild from the others. */
final class RebuildRun {
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** What a rebuild may take on a slow machine; the load goes on for so long and no longer. */
    private static final Duration REBUILD_LIMIT = Duration.ofSeconds(8);

    /** The time from before a rule file changed until the answer to the reload. */
    private record Window(String changed, long fromNanos, long toNanos, int status) {
        double seconds() {
            return (toNanos - fromNanos) / 1e9;
        }
    }

    private final LoadDriver driver;
    private final int times;

    RebuildRun(LoadDriver driver, int times) {
        this.driver = driver;
        this.times = times;
    }

    /**
     * Runs and reports.
     *
     * @throws IllegalStateException when a rebuild was refused or an exchange failed, with the report in its message
     */
    String run(Gateway gateway) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Duration duration = QUIET.plus(REBUILD_LIMIT).multipliedBy(times).plus(QUIET);
        long end = System.nanoTime() + duration.toNanos();
        Future<Round> load = driver.start(gateway.port(), duration);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < times && System.nanoTime() + QUIET.toNanos() < end; i++) {
            TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
            long from = System.nanoTime();
            String changed = gateway.rules().change();
            int status = gateway.reload();
            windows.add(new Window(changed, from, System.nanoTime(), status));
        }
        Round round = LoadDriver.await(load, duration);
        String report = report(windows, round);
        if (round.failures() > 0 || windows.stream().anyMatch(window -> window.status() != 200)) {
            throw new IllegalStateException(report + "\n" + round.firstFailure());
        }
        return report;
    }

    private static String report(List<Window> windows, Round round) {
        ReportTable table = new ReportTable(
                "changed", "rebuild s", "HTTP", "exchanges", "p50 ms", "p99 ms", "worst ms", "over 50 ms", "failed");
        for (Window window : windows) {
            Round inside = part(round, exchange -> exchange.overlaps(window.fromNanos(), window.toNanos()));
            table.row(cells(window.changed(), number(window.seconds(), 2), Integer.toString(window.status()), inside));
        }
        Round outside = part(round, exchange -> windows.stream()
                .noneMatch(window -> exchange.overlaps(window.fromNanos(), window.toNanos())));
        return table.row(cells("otherwise", "–", "–", outside)).toString();
    }

    private static String[] cells(String time, String seconds, String status, Round round) {
        long slow = round.exchanges().stream()
                .filter(exchange -> exchange.nanos() > 50_000_000)
                .count();
        return new String[] {
            time,
            seconds,
            status,
            Integer.toString(round.exchanges().size()),
            number(round.latencyMillis(0.5), 2),
            number(round.latencyMillis(0.99), 2),
            number(round.latencyMillis(1), 2),
            Long.toString(slow),
            Long.toString(round.failures())
        };
    }

    private static Round part(Round round, Predicate<Round.Exchange> chosen) {
        Round part = new Round();
        round.exchanges().stream().filter(chosen).forEach(part::add);
        return part;
    }
}
