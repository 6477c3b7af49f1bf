package dev.fulcrum.bench;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of a text what no two runs have in common: ids, times, ports and places. */
final class Normalized {
    private static final Pattern ULID = Pattern.compile("(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Z]{25}(?![0-9A-Za-z])");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d\\b");
    private static final Pattern CREATED = Pattern.compile("\"(created|created_at|completed_at)\":\\s*\\d+(\\.\\d+)?");
    private static final Pattern LONG_ID =
            Pattern.compile("\\b(chatcmpl|cmpl|resp|msg|rs|fc|call|toolu|embd)[-_][A-Za-z0-9]{12,}");
    private static final Pattern DATE = Pattern.compile("(?m)^date: .*$");
    private static final Pattern LASTED =
            Pattern.compile("\"(\\w*([Mm]icros|[Mm]illis|[Nn]anos|[Ss]econds))\":\\s*[\\d.]+");
    private static final Pattern MICROS = Pattern.compile("(?m)^(x-fulcrum-policy-micros): .*$");
    private static final Pattern TOOK = Pattern.compile("\\d[\\d.,]* (µs|ms|s)\\b");
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern TIMES = Pattern.compile("seconds|jvm_|process_|system_|disk_|executor_");

    private Normalized() {}

    static String text(String text, OutsideHome home) {
        String normalized = text.replace(home.directory().toString(), "HOME")
                .replace("127.0.0.1:" + home.port(), "GATEWAY")
                .replace("127.0.0.1:" + home.adminPort(), "ADMIN");
        normalized = ULID.matcher(normalized).replaceAll("ULID");
        normalized = INSTANT.matcher(normalized).replaceAll("INSTANT");
        normalized = CLOCK.matcher(normalized).replaceAll("CLOCK");
        normalized = CREATED.matcher(normalized).replaceAll("\"$1\":0");
        normalized = LONG_ID.matcher(normalized).replaceAll("$1-ID");
        normalized = DATE.matcher(normalized).replaceAll("date: DATE");
        normalized = MICROS.matcher(normalized).replaceAll("$1: MICROS");
        normalized = LASTED.matcher(normalized).replaceAll("\"$1\":0");
        normalized = TOOK.matcher(normalized).replaceAll("TIME");
        return HASH.matcher(normalized).replaceAll("HASH");
    }

    /** Metrics with the values of counters; of what measures time or the machine, the names and tags alone. */
    static String metrics(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("date: ") && !line.startsWith("content-length: "))
                .map(line ->
                        TIMES.matcher(line).find() && !line.startsWith("#") ? line.replaceAll(" [^ ]+$", "") : line)
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
