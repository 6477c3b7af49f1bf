package dev.fulcrum.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run of {@link StreamBench} can be asked for on its command line. */
final class StreamSettings {
    /** A route ends an exchange after two minutes; some of that is for being late. */
    private static final Duration LONGEST_STREAM = Duration.ofSeconds(90);

    private static final int LONGEST_OPENING_SECONDS = 20;

    /** All callers have one address, and nobody is to wait for a place. */
    private static final String LIMITS = "connections: 20000, connections-per-address: 20000, exchanges: 20000";

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description = "direct, relay, shipped, window, none; all of ${DEFAULT-VALUE} unless named",
            defaultValue = "direct,relay,none,window,shipped")
    private List<String> variants;

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "COUNT",
            description = "open at the same time, one or several counts in turn; ${DEFAULT-VALUE}",
            defaultValue = "20")
    private List<Integer> streams;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "WORDS",
            description = "events with text a second in every stream, one or several rates in turn; ${DEFAULT-VALUE}",
            defaultValue = "20")
    private List<Integer> rates;

    @Option(names = "--length", description = "events with text in a stream; ${DEFAULT-VALUE}", defaultValue = "60")
    private int length;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}",
            defaultValue = "SENTENCES")
    private Pace.Text text;

    @Option(names = "--seconds", description = "measured length of a round; ${DEFAULT-VALUE}", defaultValue = "10")
    private int seconds;

    @Option(names = "--rounds", description = "rounds of every variant; ${DEFAULT-VALUE}", defaultValue = "3")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "load on every variant before the first round; ${DEFAULT-VALUE}",
            defaultValue = "10")
    private int warmUpSeconds;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "FLAGS",
            description = "flags of every server's virtual machine; ${DEFAULT-VALUE}",
            defaultValue = "-Xmx1g -XX:+UseSerialGC")
    private List<String> flags;

    @Option(
            names = "--keep",
            paramLabel = "DIRECTORY",
            description = "leave configurations, logs and ledgers in a new directory")
    private Optional<Path> keep;

    Fleet.Plan servers() {
        return new Fleet.Plan(variants, flags, keep, LIMITS, PacedUpstream.class);
    }

    int rounds() {
        return rounds;
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    /** The loads of one round, in turn: first ones are opened over the time that a stream takes, so that they end as evenly. */
    List<StreamLoad> loads() {
        return streams.stream()
                .flatMap(count -> rates.stream().map(rate -> load(count, Pace.of(length, rate, text))))
                .toList();
    }

    private StreamLoad load(int count, Pace pace) {
        if (count < 1 || pace.words() < 2) {
            throw new IllegalArgumentException("expected at least one stream of at least two events with text");
        }
        if (pace.millis() > LONGEST_STREAM.toMillis()) {
            throw new IllegalArgumentException(
                    "a stream of %d events, one every %d ms, takes longer than %d s: ask for a shorter --length"
                            .formatted(pace.words(), pace.pauseMillis(), LONGEST_STREAM.toSeconds()));
        }
        long openingMillis = Math.min(pace.millis(), LONGEST_OPENING_SECONDS * 1000L);
        return new StreamLoad(count, pace, Duration.ofMillis(openingMillis), Duration.ofSeconds(seconds));
    }

    /** The run in one line, for the report. */
    String summary() {
        return "%d rounds of %d s after %d s of warm-up, streams of %d events with text (%s), servers with %s"
                .formatted(rounds, seconds, warmUpSeconds, length, text, String.join(" ", flags));
    }
}
