package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    /**
     * Processor time of all cores since the machine started, in ticks; see proc(5).
     *
     * @param stolen by the host for others, though work was waiting
     */
    record Times(long total, long stolen) {
        double stolenPercentSince(Times before) {
            return 100.0 * (stolen - before.stolen) / Math.max(1, total - before.total);
        }
    }

    /** The first line of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal, and what is in user already. */
    static Times times() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"), UTF_8)) {
            String first = lines.findFirst().orElseThrow();
            long[] ticks = Arrays.stream(first.split(" +", -1))
                    .skip(1)
                    .limit(8)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Times(Arrays.stream(ticks).sum(), ticks[7]);
        }
    }

    /** Processor, cores, kernel and Java in one line. */
    static String summary() throws IOException {
        String processor = Files.readString(Path.of("/proc/cpuinfo"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return "%s, %d cores, %s %s, Java %s"
                .formatted(
                        processor,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.version"));
    }
}
