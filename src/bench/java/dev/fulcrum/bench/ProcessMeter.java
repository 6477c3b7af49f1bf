package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one process used of the machine, read from Linux's {@code /proc/PID}; see proc(5).
 *
 * <p>Processor time counts user and system time of all its threads, the compiler's and the collector's among them, in ticks of
 * 10 ms.
 */
final class ProcessMeter {
    /** Linux reports to user space in ticks of 1/100 s whatever the kernel's own clock is (USER_HZ). */
    private static final long MICROS_IN_TICK = 10_000;

    private final Path directory;

    ProcessMeter(long pid) {
        this.directory = Path.of("/proc", Long.toString(pid));
    }

    /** Processor time since the process began, in microseconds. */
    long cpuMicros() {
        String stat = read("stat");
        // the second field is the command in parentheses and may hold anything; what follows it begins with field 3
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3])) * MICROS_IN_TICK;
    }

    /** Memory resident now, in MiB. */
    double residentMebibytes() {
        return status("VmRSS:");
    }

    /** The most memory that was ever resident, in MiB. */
    double peakMebibytes() {
        return status("VmHWM:");
    }

    /** How many files and sockets it may have open. */
    long openFilesLimit() {
        return read("limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split(" {2,}", -1)[1])
                .mapToLong(limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(directory + "/limits does not tell of open files"));
    }

    private double status(String key) {
        List<String> lines =
                read("status").lines().filter(line -> line.startsWith(key)).toList();
        if (lines.size() != 1) {
            throw new IllegalStateException(directory + "/status has no line " + key);
        }
        return Long.parseLong(lines.get(0).replaceAll("[^0-9]", "")) / 1024.0;
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the measured process is gone: " + directory, e);
        }
    }
}
