package dev.fulcrum.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run can be asked for on its command line. */
final class Settings {
    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description =
                    "direct, relay, shipped, window, none, or a number of rules; all of ${DEFAULT-VALUE} unless named",
            defaultValue = "direct,relay,shipped,100,1000")
    private List<String> variants;

    @Option(names = "--seconds", description = "length of a round; ${DEFAULT-VALUE}", defaultValue = "3")
    private int seconds;

    @Option(names = "--rounds", description = "rounds of every variant; ${DEFAULT-VALUE}", defaultValue = "8")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "load on every variant before the first round, while its compiler is at work; ${DEFAULT-VALUE}",
            defaultValue = "45")
    private int warmUpSeconds;

    @Option(
            names = "--connections",
            description = "clients, who are all that asks at the same time; ${DEFAULT-VALUE}",
            defaultValue = "32")
    private int connections;

    @Option(
            names = "--pause",
            paramLabel = "MILLIS",
            description = "what a client waits between two exchanges; ${DEFAULT-VALUE}",
            defaultValue = "0")
    private int pauseMillis;

    @Option(
            names = "--rate",
            paramLabel = "EXCHANGES",
            description = "exchanges a second, evenly, in place of as many as the clients can; 0 for those",
            defaultValue = "0")
    private int rate;

    @Option(names = "--stream", description = "ask for event streams")
    private boolean stream;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "FLAGS",
            description = "flags of every server's virtual machine; ${DEFAULT-VALUE}",
            defaultValue = "-Xmx144m -XX:+UseSerialGC -XX:+UseTransparentHugePages -XX:TrimNativeHeapInterval=5000")
    private List<String> flags;

    @Option(
            names = "--rebuild",
            paramLabel = "TIMES",
            description = "change the rules of the last variant so often under load, instead of comparing",
            defaultValue = "0")
    private int rebuilds;

    @Option(
            names = "--keep",
            paramLabel = "DIRECTORY",
            description = "leave configurations, logs and ledgers in a new directory")
    private Optional<Path> keep;

    @Option(
            names = "--before",
            paramLabel = "CHECKOUT",
            description = "a built checkout of another version, for variants such as before-shipped and before-100")
    private Optional<Path> before;

    Duration round() {
        return Duration.ofSeconds(seconds);
    }

    int rounds() {
        return rounds;
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    /** What the clients ask of a server. */
    LoadDriver.Offer offer() {
        return new LoadDriver.Offer(connections, Duration.ofMillis(pauseMillis), rate);
    }

    /** What a request says of the way in which it wants its answer. */
    String fields() {
        return stream ? "\"stream\":true," : "";
    }

    /** How often to change the rules; 0 to compare variants. */
    int rebuilds() {
        return rebuilds;
    }

    Fleet.Plan servers() {
        return new Fleet.Plan(variants, flags, keep, before);
    }

    /** The run in one line, for the report. */
    String summary() {
        return "%d rounds of %d s after %d s of warm-up, %d connections, %s, %s answers, servers with %s"
                .formatted(
                        rounds,
                        seconds,
                        warmUpSeconds,
                        connections,
                        rate > 0 ? rate + " exchanges/s" : pauseMillis + " ms pause",
                        stream ? "streamed" : "plain",
                        String.join(" ", flags));
    }
}
