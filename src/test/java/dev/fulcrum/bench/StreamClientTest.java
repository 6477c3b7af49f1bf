package dev.fulcrum.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamClientTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void streamsAreWhole_whenTheUpstreamPacesThem() throws IOException, InterruptedException {
        Pace pace = new Pace(8, 5, Pace.Text.SENTENCES);

        StreamRound round = round(upstream(), pace, pace.fields());

        assertThat(round.firstFailure()).isEmpty();
        assertThat(round.wholeStreams()).isGreaterThanOrEqualTo(10);
        assertThat(round.events()).isPositive();
        assertThat(round.stalled()).isZero();
    }

    @Test
    void streamsAreWhole_whenNoPaceIsAskedFor() throws IOException, InterruptedException {
        StreamRound round = round(upstream(), PacedUpstream.UNPACED, "");

        assertThat(round.firstFailure()).isEmpty();
        assertThat(round.wholeStreams()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void streamsHaveFailed_whenTheyHaveTooFewEvents() throws IOException, InterruptedException {
        StreamRound round = round(upstream(), PacedUpstream.UNPACED, new Pace(8, 5, Pace.Text.SENTENCES).fields());

        assertThat(round.wholeStreams()).isZero();
        assertThat(round.firstFailure()).isEqualTo("ended after 11 of 60 events, with its terminator");
    }

    @Test
    void everyTryHasFailed_whenNobodyListens() throws IOException, InterruptedException {
        int port = JavaProcess.freePorts(1).get(0);

        StreamRound round = round(port, PacedUpstream.UNPACED, "");

        assertThat(round.wholeStreams()).isZero();
        assertThat(round.failures()).isGreaterThanOrEqualTo(20);
        assertThat(round.firstFailure()).startsWith("no connection: ");
    }

    private static StreamRound round(int port, Pace pace, String fields) throws IOException, InterruptedException {
        Prompts prompts = new Prompts(1, "\"stream\":true," + fields, List.of());
        StreamLoad load = new StreamLoad(10, pace, Duration.ofMillis(50), Duration.ofMillis(500));
        try (StreamClient clients = StreamClient.start(port, load, prompts, BOUND)) {
            return clients.await();
        }
    }

    private static int upstream() throws IOException {
        int port = JavaProcess.freePorts(1).get(0);
        PacedUpstream upstream = new PacedUpstream(port);
        Thread serving = new Thread(
                () -> {
                    try {
                        upstream.serve();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "upstream");
        serving.setDaemon(true);
        serving.start();
        return port;
    }
}
