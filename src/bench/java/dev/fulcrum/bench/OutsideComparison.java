package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what two versions of the gateway show to the outside: status, headers and body of every answer, entries of the ledger, names of
 * metrics, messages and exit codes of the command line. Ids, times, ports and sizes of time are left out of the comparison, nothing else.
 *
 * <p>Arguments: the checkout of the version before, which {@code mvn package} has built; it runs in the root of the version after. It sends
 * the examples of the README and of {@code docs/}, requests of its own on every API, and the recorded exchanges where there are some. It
 * ends with status 1 if anything differs.
 */
public final class OutsideComparison {
    private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);
    private static final int SHOWN = 40;
    private static final int WIDTH = 600;

    private OutsideComparison() {}

    /** Runs the comparison; see the class. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("usage: OutsideComparison CHECKOUT-BEFORE (built with `mvn -q package -DskipTests`)");
            System.exit(2);
        }
        Path work = Files.createTempDirectory("fulcrum-outside");
        Map<String, String> before;
        Map<String, String> after;
        try (RecordedUpstream upstream = RecordedUpstream.start()) {
            List<OutsideCall> calls = OutsideCalls.all(Path.of(""), upstream.recorded());
            Gateway.Project old = Gateway.Project.built(Path.of(arguments[0]));
            before = seen(old, Files.createDirectory(work.resolve("before")), upstream.port(), calls);
            after = seen(Gateway.Project.here(), Files.createDirectory(work.resolve("after")), upstream.port(), calls);
            OUT.println(upstream.recorded().size() + " recorded exchanges, " + calls.size() + " calls in all");
        }
        System.exit(report(before, after) == 0 ? 0 : 1);
    }

    /** What one version shows, by what it was asked. */
    private static Map<String, String> seen(Gateway.Project project, Path home, int upstream, List<OutsideCall> calls)
            throws IOException, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        OutsideHome place = OutsideHome.write(project, home, upstream);
        try (JavaProcess process = place.serve()) {
            process.awaitReady(place.port());
            for (OutsideCall call : calls) {
                String name = call.name();
                while (seen.containsKey(name)) {
                    name += "+";
                }
                seen.put(name, Normalized.text(call.send(place), place));
            }
            seen.put(
                    "metrics",
                    Normalized.metrics(OutsideCall.get("/metrics", true).send(place)));
        }
        for (List<String> command : OutsideCalls.commands()) {
            seen.put("command " + String.join(" ", command), Normalized.text(place.run(command), place));
        }
        return seen;
    }

    private static int report(Map<String, String> before, Map<String, String> after) {
        List<String> names = new ArrayList<>(before.keySet());
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(names::add);
        int differences = 0;
        for (String name : names) {
            String then = before.get(name);
            String now = after.get(name);
            if (Objects.equals(then, now)) {
                continue;
            }
            differences++;
            if (differences <= SHOWN) {
                OUT.println("DIFFERS " + name);
                show(then == null ? "(nothing)" : then, now == null ? "(nothing)" : now);
            }
        }
        OUT.println(names.size() + " compared, " + differences + " differ");
        return differences;
    }

    /** The lines that only one of them has. */
    private static void show(String then, String now) {
        List<String> left = then.lines().toList();
        List<String> right = now.lines().toList();
        left.stream().filter(line -> !right.contains(line)).forEach(line -> OUT.println("  - " + cut(line)));
        right.stream().filter(line -> !left.contains(line)).forEach(line -> OUT.println("  + " + cut(line)));
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "…";
    }
}
