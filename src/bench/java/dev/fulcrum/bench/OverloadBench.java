package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fulcrum.bench.Fleet.Variant;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The overload benchmark: finds what a gateway can do with clients that wait for each other, then offers a multiple of it
 * without waiting, and prints what became of it.
 *
 * <p>The driver, the upstream and the gateway share the machine, so the capacity is that of all of them together.
 */
@Command(
        name = "OverloadBench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Offers a gateway more than it can do.")
public final class OverloadBench implements Callable<Integer> {
    private static final long SEED = 20_260_103;
    private static final int CLIENTS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** So that the connections of a round are there when it begins. */
    private static final double WARM_UP_RATE = 5_000;

    private final PrintStream out = new PrintStream(System.out, true, UTF_8);

    @Option(names = "--seconds", description = "length of a round; ${DEFAULT-VALUE}", defaultValue = "8")
    private int seconds;

    @Option(names = "--rounds", description = "rounds; ${DEFAULT-VALUE}", defaultValue = "2")
    private int rounds;

    @Option(
            names = "--times",
            split = ",",
            description = "multiples of the capacity; ${DEFAULT-VALUE}",
            defaultValue = "0.5,1,2")
    private List<Double> times;

    @Option(
            names = "--limits",
            description = "of the gateway, such as \"exchanges: 64, queue: 128, queue-time: 100ms\"; ${DEFAULT-VALUE}",
            defaultValue = "connections-per-address: 10000")
    private String limits;

    @Option(
            names = "--jvm",
            split = " ",
            description = "flags of every server's virtual machine; ${DEFAULT-VALUE}",
            defaultValue = "-Xmx512m -XX:+UseSerialGC")
    private List<String> flags;

    /**
     * Runs the benchmark.
     *
     * @throws IllegalStateException when it could not be run, or an exchange ended neither answered nor turned away
     */
    public static void main(String[] arguments) {
        int status = new CommandLine(new OverloadBench())
                .setExecutionExceptionHandler(LoadBench::tell)
                .execute(arguments);
        if (status != 0) {
            throw new IllegalStateException("the benchmark ended with status " + status);
        }
    }

    @Override
    public Integer call() throws Exception {
        out.println(Machine.summary());
        Prompts prompts = new Prompts(SEED, "", List.of());
        long lost = 0;
        try (Fleet fleet = Fleet.start(
                        new Fleet.Plan(List.of("shipped"), flags, Optional.empty(), limits, BenchUpstream.class));
                OpenDriver driver = new OpenDriver(prompts)) {
            Variant variant = fleet.variants().get(0);
            Gateway gateway = variant.gateway().orElseThrow();
            driver.closed(variant.port(), CLIENTS, WARM_UP);
            driver.open(variant.port(), WARM_UP_RATE, WARM_UP);
            out.println(
                    "| offered | capacity/s | sent/s | answered/s | shed | p50 ms | p99 ms | shed p99 ms | within p50 | within p99"
                            + " | most in flight | most queued | lost |");
            out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            for (int i = 0; i < rounds; i++) {
                OpenDriver.Seen waiting = driver.closed(variant.port(), CLIENTS, Duration.ofSeconds(seconds));
                double capacity = waiting.inTime() / (double) seconds;
                for (double multiple : times) {
                    lost += round(driver, gateway, capacity, multiple);
                }
            }
        }
        return lost == 0 ? 0 : 1;
    }

    private long round(OpenDriver driver, Gateway gateway, double capacity, double multiple) throws Exception {
        try (PlaceWatch watch = PlaceWatch.start(gateway.adminPort())) {
            long begun = System.currentTimeMillis();
            OpenDriver.Seen seen = driver.open(gateway.port(), multiple * capacity, Duration.ofSeconds(seconds));
            LedgerTimes within = LedgerTimes.read(gateway.data().resolve("fulcrum.db"), begun);
            out.printf(
                    "| %s | %.0f | %.0f | %.0f | %.1f %% | %.1f | %.1f | %.1f | %d | %d | %d | %d | %d |%n",
                    multiple + "×",
                    capacity,
                    seen.sent() / (double) seconds,
                    seen.inTime() / (double) seconds,
                    100.0 * seen.shed().count() / Math.max(1, seen.sent()),
                    seen.answered().millis(0.5),
                    seen.answered().millis(0.99),
                    seen.shed().millis(0.99),
                    within.millis(0.5),
                    within.millis(0.99),
                    watch.mostInFlight(),
                    watch.mostQueued(),
                    seen.lost());
            return seen.lost();
        }
    }
}
