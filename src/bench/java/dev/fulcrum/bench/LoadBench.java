package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fulcrum.bench.Fleet.Variant;
import dev.fulcrum.bench.LoadReport.Measured;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/**
 * The load benchmark: measures every variant in turn, round after round, and prints a table in Markdown.
 *
 * <p>Every server is a process of its own on the loopback interface, with the same flags. All are ended at the end, also when
 * something breaks. {@code docs/performance.md} says how to run it and how to read it.
 */
@Command(
        name = "LoadBench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the upstream reached directly, through a bare Vert.x relay and through Fulcrum.")
public final class LoadBench implements Callable<Integer> {
    private static final long SEED = 20_260_101;

    /** Long enough for the ledger and the log lines of the last exchanges to be written, and so to be counted. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    private final PrintStream out = new PrintStream(System.out, true, UTF_8);

    @Mixin
    private Settings settings = new Settings();

    /**
     * Runs the benchmark.
     *
     * @throws IllegalStateException when an exchange failed, so that a run with failures does not pass for a good one
     */
    public static void main(String[] arguments) {
        int status = new CommandLine(new LoadBench())
                .setExecutionExceptionHandler(LoadBench::tell)
                .execute(arguments);
        if (status != 0) {
            throw new IllegalStateException("the benchmark ended with status " + status);
        }
    }

    @Override
    public Integer call() throws Exception {
        out.println(Machine.summary());
        out.println(settings.summary());
        try (Fleet fleet = Fleet.start(settings.servers())) {
            Prompts prompts = new Prompts(SEED, settings.fields(), fleet.flaggedPhrases());
            warmUp(fleet, prompts);
            return run(fleet, prompts);
        }
    }

    /** As fast as the clients can, whatever is measured then: the compiler needs so many exchanges, not so much time. */
    private void warmUp(Fleet fleet, Prompts prompts) throws Exception {
        try (LoadDriver driver = new LoadDriver(settings.offer().unpaced(), prompts)) {
            for (Variant variant : fleet.variants()) {
                out.println("warming up " + variant.name());
                driver.run(variant.port(), settings.warmUp());
            }
        }
    }

    private int run(Fleet fleet, Prompts prompts) throws Exception {
        try (LoadDriver driver = new LoadDriver(settings.offer(), prompts)) {
            return settings.rebuilds() > 0 ? rebuild(fleet, driver) : compare(fleet, driver);
        }
    }

    /** A wrong argument needs its message only; anything else its trace. */
    static int tell(Exception cause, CommandLine commandLine, ParseResult arguments) throws Exception {
        if (!(cause instanceof IllegalArgumentException)) {
            throw cause;
        }
        commandLine.getErr().println(cause.getMessage());
        return 2;
    }

    private int compare(Fleet fleet, LoadDriver driver) throws Exception {
        LoadReport report = new LoadReport(settings.offer().rate());
        for (int i = 1; i <= settings.rounds(); i++) {
            out.println("round " + i + " of " + settings.rounds());
            for (Variant variant : fleet.variants()) {
                report.add(variant.name(), measure(variant, driver));
            }
        }
        out.println();
        out.print(report);
        return report.failures() == 0 ? 0 : 1;
    }

    private int rebuild(Fleet fleet, LoadDriver driver) throws Exception {
        Variant last = fleet.variants().get(fleet.variants().size() - 1);
        Gateway gateway = last.gateway()
                .orElseThrow(() -> new IllegalArgumentException("`" + last.name()
                        + "` has no generated rules to change: name a number of rules last in --variants"));
        out.println();
        out.print(new RebuildRun(driver, settings.rebuilds()).run(gateway));
        return 0;
    }

    private Measured measure(Variant variant, LoadDriver driver) throws Exception {
        Optional<ProcessMeter> meter = variant.process().map(JavaProcess::meter);
        long before = meter.map(ProcessMeter::cpuMicros).orElse(0L);
        Round round = driver.run(variant.port(), settings.round());
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        if (meter.isEmpty()) {
            return new Measured(round, Double.NaN, Double.NaN, Double.NaN);
        }
        double cpuMicros =
                (double) (meter.get().cpuMicros() - before) / round.exchanges().size();
        return new Measured(
                round, cpuMicros, meter.get().residentMebibytes(), meter.get().peakMebibytes());
    }
}
