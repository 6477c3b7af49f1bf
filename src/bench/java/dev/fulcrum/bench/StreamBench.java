package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fulcrum.bench.Fleet.Variant;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The benchmark of streams as models send them, word by word with pauses: how much later the first word comes than from the upstream itself,
 * and how many streams flow at once without a stall.
 *
 * <p>Every variant has its turn in every round, as in {@link LoadBench}. {@code docs/performance.md} says how to run it and how to read it.
 */
@Command(
        name = "StreamBench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares paced streams from the upstream directly, through a bare Vert.x relay and through Fulcrum.")
public final class StreamBench implements Callable<Integer> {
    private static final long SEED = 20_260_102;
    private static final int WARM_UP_CONNECTIONS = 32;

    /** Silence beyond what is expected of a variant. */
    private static final Duration STALL = Duration.ofSeconds(1);

    /** Files that a process opens beside its streams' two connections each. */
    private static final int OTHER_FILES = 500;

    private final PrintStream out = new PrintStream(System.out, true, UTF_8);
    private final Map<String, Long> idleHeapBytes = new HashMap<>();
    private long seed = SEED;

    @Mixin
    private StreamSettings settings = new StreamSettings();

    /**
     * Runs the benchmark.
     *
     * @throws IllegalStateException when it could not be run; streams that failed or stalled are in its report
     */
    public static void main(String[] arguments) {
        int status = new CommandLine(new StreamBench())
                .setExecutionExceptionHandler(LoadBench::tell)
                .execute(arguments);
        if (status != 0) {
            throw new IllegalStateException("the benchmark ended with status " + status);
        }
    }

    @Override
    public Integer call() throws Exception {
        List<StreamLoad> loads = settings.loads();
        loads.forEach(StreamBench::requireFiles);
        out.println(Machine.summary());
        out.println(settings.summary());
        StreamReport report = new StreamReport();
        try (Fleet fleet = Fleet.start(settings.servers())) {
            warmUp(fleet);
            for (int i = 1; i <= settings.rounds(); i++) {
                out.println("round " + i + " of " + settings.rounds());
                for (StreamLoad load : loads) {
                    for (Variant variant : fleet.variants()) {
                        report.add(variant.name(), load, measure(fleet, variant, load));
                    }
                }
            }
        }
        out.println();
        out.print(report);
        return 0;
    }

    private static void requireFiles(StreamLoad load) {
        long needed = 2L * load.streams() + OTHER_FILES;
        long limit = new ProcessMeter(ProcessHandle.current().pid()).openFilesLimit();
        if (limit < needed) {
            throw new IllegalArgumentException(
                    "a gateway with %d streams has %d files open, but the limit is %d: raise it (ulimit -n)"
                            .formatted(load.streams(), needed, limit));
        }
    }

    private void warmUp(Fleet fleet) throws IOException, InterruptedException {
        Prompts prompts = new Prompts(seed++, "\"stream\":true,", List.of());
        StreamLoad load = new StreamLoad(WARM_UP_CONNECTIONS, PacedUpstream.UNPACED, Duration.ZERO, settings.warmUp());
        for (Variant variant : fleet.variants()) {
            out.println("warming up " + variant.name());
            try (StreamClient clients = StreamClient.start(variant.port(), load, prompts, STALL)) {
                clients.await();
            }
        }
        for (Variant variant : fleet.variants()) {
            if (variant.process().isPresent()) {
                idleHeapBytes.put(variant.name(), variant.process().get().liveHeapBytes());
            }
        }
    }

    private StreamReport.Measured measure(Fleet fleet, Variant variant, StreamLoad load)
            throws IOException, InterruptedException {
        Prompts prompts = new Prompts(seed++, "\"stream\":true," + load.pace().fields(), List.of());
        Duration bound = expectedSilence(variant, load.pace()).plus(STALL);
        try (StreamClient clients = StreamClient.start(variant.port(), load, prompts, bound)) {
            return measure(fleet, variant, load, clients);
        }
    }

    private StreamReport.Measured measure(Fleet fleet, Variant variant, StreamLoad load, StreamClient clients)
            throws IOException, InterruptedException {
        Optional<ProcessMeter> server = variant.process().map(JavaProcess::meter);
        List<ProcessMeter> ends = List.of(
                fleet.upstreamMeter(), new ProcessMeter(ProcessHandle.current().pid()));
        sleepUntil(clients.from());
        Machine.Times before = Machine.times();
        long serverBefore = server.map(ProcessMeter::cpuMicros).orElse(0L);
        long endsBefore = ends.stream().mapToLong(ProcessMeter::cpuMicros).sum();
        sleepUntil(clients.to());
        long serverMicros = server.map(ProcessMeter::cpuMicros).orElse(0L) - serverBefore;
        long endsMicros = ends.stream().mapToLong(ProcessMeter::cpuMicros).sum() - endsBefore;
        double stolenPercent = Machine.times().stolenPercentSince(before);
        StreamReport.Memory memory = memory(variant, load);
        StreamRound round = clients.await();
        return new StreamReport.Measured(
                round, server.isPresent() ? serverMicros : Double.NaN, endsMicros, stolenPercent, memory);
    }

    /** Taken while the streams are open. */
    private StreamReport.Memory memory(Variant variant, StreamLoad load) throws IOException {
        if (variant.process().isEmpty()) {
            return new StreamReport.Memory(Double.NaN, Double.NaN, Double.NaN);
        }
        double resident = variant.process().get().meter().residentMebibytes();
        double live = variant.process().get().liveHeapBytes();
        double each = (live - idleHeapBytes.get(variant.name())) / load.streams();
        return new StreamReport.Memory(resident, live, each);
    }

    /** How long a variant may say nothing by design. */
    private static Duration expectedSilence(Variant variant, Pace pace) {
        return switch (variant.name()) {
            case "direct", "relay", "none" -> Duration.ofMillis(pace.pauseMillis());
            case "window" -> Duration.ofMillis(Math.round(windowMillis(pace)));
            default -> Duration.ofMillis(pace.millis());
        };
    }

    /** The window's length in time. */
    static double windowMillis(Pace pace) {
        return Gateway.WINDOW_CHARACTERS / ModelAnswers.charactersOfText() * pace.pauseMillis();
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
