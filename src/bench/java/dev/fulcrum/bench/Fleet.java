package dev.fulcrum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of a run, all alive from its beginning to its end: the upstream, and what the variants put before it. */
final class Fleet implements AutoCloseable {
    /** Stands before the name of a variant that is to be another version. */
    private static final String BEFORE = "before-";

    /**
     * One way to the upstream.
     *
     * @param name as on the command line
     * @param port where to send requests
     * @param process what stands before the upstream; empty for none
     * @param gateway the process if it is a Fulcrum
     */
    record Variant(String name, int port, Optional<JavaProcess> process, Optional<Gateway> gateway) {}

    /**
     * What a run needs.
     *
     * @param variants names of ways to the upstream
     * @param flags of every server's virtual machine
     * @param keep where configurations, logs and ledgers are left; empty to remove them
     * @param limits of every Fulcrum; empty for its own
     * @param upstream the main class of the model endpoint, whose argument is its port
     * @param before a checkout of another version, for variants whose names begin with {@value #BEFORE}
     */
    record Plan(
            List<String> variants,
            List<String> flags,
            Optional<Path> keep,
            String limits,
            Class<?> upstream,
            Optional<Path> before) {
        Plan {
            variants = List.copyOf(variants);
            flags = List.copyOf(flags);
        }

        Plan(List<String> variants, List<String> flags, Optional<Path> keep, Optional<Path> before) {
            this(variants, flags, keep, "", BenchUpstream.class, before);
        }

        Plan(List<String> variants, List<String> flags, Optional<Path> keep, String limits, Class<?> upstream) {
            this(variants, flags, keep, limits, upstream, Optional.empty());
        }

        private Gateway.Project project(String variant) {
            if (!variant.startsWith(BEFORE)) {
                return Gateway.Project.here();
            }
            return Gateway.Project.built(before.orElseThrow(
                    () -> new IllegalArgumentException("`" + variant + "` needs --before CHECKOUT")));
        }
    }

    private final Plan plan;
    private final Path directory;
    private final List<JavaProcess> processes = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();
    private JavaProcess upstream;

    private Fleet(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /** Starts every server that the variants need, and returns when all are ready. */
    static Fleet start(Plan plan) throws IOException, InterruptedException {
        Path directory = plan.keep().isPresent()
                ? Files.createDirectories(plan.keep().get().toAbsolutePath())
                : Files.createTempDirectory("fulcrum-bench-");
        Fleet fleet = new Fleet(plan, directory);
        try {
            fleet.startAll();
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
        return fleet;
    }

    List<Variant> variants() {
        return List.copyOf(variants);
    }

    /** What the model endpoint itself uses of the machine. */
    ProcessMeter upstreamMeter() {
        return upstream.meter();
    }

    /** Phrases that every Fulcrum with generated rules knows and flags; empty without any. */
    List<String> flaggedPhrases() {
        return variants.stream()
                .flatMap(variant -> variant.gateway().stream())
                .map(gateway -> gateway.rules().flaggedPhrases())
                .filter(phrases -> !phrases.isEmpty())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    @Override
    public void close() throws IOException {
        processes.forEach(JavaProcess::close);
        if (plan.keep().isEmpty()) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void startAll() throws IOException, InterruptedException {
        List<Integer> ports = JavaProcess.freePorts(1 + 2 * plan.variants().size());
        int upstreamPort = ports.get(0);
        upstream = startOwn(plan.upstream(), "upstream.log", upstreamPort);
        upstream.awaitReady(upstreamPort);
        int next = 1;
        for (String name : plan.variants()) {
            variants.add(start(name, upstreamPort, ports.subList(next, next + 2)));
            next += 2;
        }
        for (Variant variant : variants) {
            if (variant.process().isPresent()) {
                variant.process().get().awaitReady(variant.port());
            }
        }
    }

    private Variant start(String name, int upstreamPort, List<Integer> ports) throws IOException {
        if (name.equals("direct")) {
            return new Variant(name, upstreamPort, Optional.empty(), Optional.empty());
        }
        if (name.equals("relay")) {
            JavaProcess relay = startOwn(BareRelay.class, "relay.log", ports.get(0), upstreamPort);
            return new Variant(name, ports.get(0), Optional.of(relay), Optional.empty());
        }
        Gateway gateway = Gateway.start(
                plan.project(name),
                directory.resolve(name),
                bundle(name.startsWith(BEFORE) ? name.substring(BEFORE.length()) : name, plan.limits()),
                List.of(ports.get(0), ports.get(1), upstreamPort),
                plan.flags());
        processes.add(gateway.process());
        return new Variant(name, ports.get(0), Optional.of(gateway.process()), Optional.of(gateway));
    }

    private JavaProcess startOwn(Class<?> mainClass, String log, int... ports) throws IOException {
        List<String> command = new ArrayList<>(List.of(mainClass.getName()));
        for (int port : ports) {
            command.add(Integer.toString(port));
        }
        JavaProcess process = JavaProcess.start(plan.flags(), command, directory.resolve(log));
        processes.add(process);
        return process;
    }

    private static Gateway.Bundle bundle(String variant, String limits) {
        if (variant.equals("shipped")) {
            return new Gateway.Bundle(0, "whole", limits);
        }
        if (variant.equals("window") || variant.equals("none")) {
            return new Gateway.Bundle(0, variant, limits);
        }
        if (variant.matches("[1-9][0-9]{0,3}")) {
            return new Gateway.Bundle(Integer.parseInt(variant), "whole", limits);
        }
        throw new IllegalArgumentException(
                "unknown variant `" + variant
                        + "`: expected direct, relay, shipped, window, none, or a number of rules up to 9999; `before-` before one of the last four");
    }
}
