package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that is told to stop lets what has begun come to its end.
 *
 * <p>With twenty streams in an ordinary build; {@code -Dfulcrum.streams=200} for the full proof.
 */
class StopTest {
    private static final int STREAMS = Integer.getInteger("fulcrum.streams", 20);
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENT = "data: " + ChatStream.chunk("We open at nine. ", null) + "\n\n";
    private static final String END = "data: " + ChatStream.chunk(null, "stop") + "\n\ndata: [DONE]\n\n";

    @TempDir
    private Path home;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServeProcess serve(ScriptedUpstream upstream, String limits) throws IOException {
        return ServeProcess.start(
                home,
                """
                limits: { %s }
                policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s, cases: false }
                targets: [ { name: up, kind: http, url: "%s", concurrency: 1000 } ]
                routes:
                  - { name: passing, models: [ passing ], targets: [ up ], hold-back: none }
                  - { name: held, models: [ held ], targets: [ up ], hold-back: whole }
                """
                        .formatted(limits, upstream.url()));
    }

    /** Says half, and the rest when the test lets it. */
    private ScriptedUpstream halting() {
        return new ScriptedUpstream((socket, out) -> {
            ScriptedUpstream.streamHead(out);
            ScriptedUpstream.raw(out, EVENT);
            if (goOn.await(50, TimeUnit.SECONDS)) {
                ScriptedUpstream.raw(out, EVENT + END);
            }
        });
    }

    private CompletableFuture<HttpResponse<String>> ask(ServeProcess gateway, String model) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                Gateway.chat(model, "When do you open?", true).encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<CompletableFuture<HttpResponse<String>>> streams(ServeProcess gateway, ScriptedUpstream upstream) {
        List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(ask(gateway, i % 2 == 0 ? "passing" : "held"));
        }
        await().atMost(PATIENCE).until(() -> upstream.requests().size() == STREAMS);
        return streams;
    }

    @Test
    void nothingIsCutAndNothingNewBegins_whenToldToStop() throws Exception {
        try (ScriptedUpstream upstream = halting();
                ServeProcess gateway = serve(upstream, "stop-time: 50s")) {
            List<CompletableFuture<HttpResponse<String>>> streams = streams(gateway, upstream);

            gateway.signal("TERM");
            await().atMost(PATIENCE).until(() -> gateway.status("/readyz", PATIENCE) == 503);
            HttpResponse<String> late = ask(gateway, "passing").join();
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("retry-after")).contains("1");
            assertThat(late.headers().firstValue("connection")).contains("close");
            assertThat(late.body()).contains("gateway_stopping");
            assertThat(gateway.status("/healthz", PATIENCE)).isEqualTo(200);
            assertThat(streams).noneMatch(CompletableFuture::isDone);
            goOn.countDown();

            for (CompletableFuture<HttpResponse<String>> stream : streams) {
                HttpResponse<String> answer = stream.get(60, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(EVENT + EVENT + END);
            }
            assertThat(gateway.ended(PATIENCE)).isZero();
            String ledger = gateway.ledger();
            assertThat(ledger).contains("\"verb\":\"stop\"").contains("SIGTERM").doesNotContain("caller_left");
            assertThat(ledger.lines().filter(line -> line.contains("\"outcome\":\"answered\"")))
                    .hasSize(STREAMS);
        }
    }

    @Test
    void streamsEndWithTheSurfacesError_whenTheyTakeTooLong() throws Exception {
        try (ScriptedUpstream upstream = halting();
                ServeProcess gateway = serve(upstream, "stop-time: 300ms")) {
            List<CompletableFuture<HttpResponse<String>>> streams = streams(gateway, upstream);

            String signal = gateway.heeds(SIGINT) ? "INT" : "TERM";
            gateway.signal(signal);

            for (int i = 0; i < STREAMS; i++) {
                HttpResponse<String> answer = streams.get(i).get(60, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(i % 2 == 0 ? 200 : 503);
                assertThat(answer.body()).contains("gateway_stopped").doesNotContain("[DONE]");
            }
            assertThat(gateway.ended(PATIENCE)).isZero();
            String ledger = gateway.ledger();
            assertThat(ledger).contains("SIG" + signal).doesNotContain("caller_left");
            assertThat(ledger.lines().filter(line -> line.contains("gateway_stopped")))
                    .hasSize(STREAMS);
        }
    }

    @Test
    void goesOnAfterHangUpAndEndsAtOnceAtTheSecondSignal() throws Exception {
        try (ScriptedUpstream upstream = halting();
                ServeProcess gateway = serve(upstream, "stop-time: 50s")) {
            gateway.signal("HUP");
            if (gateway.heeds(SIGHUP)) {
                await().atMost(PATIENCE).until(() -> gateway.log().contains("SIGHUP"));
            }
            assertThat(gateway.status("/readyz", PATIENCE)).isEqualTo(200);
            CompletableFuture<HttpResponse<String>> stream = ask(gateway, "held");
            await().atMost(PATIENCE).until(() -> upstream.requests().size() == 1);

            gateway.signal("TERM");
            await().atMost(PATIENCE).until(() -> gateway.status("/readyz", PATIENCE) == 503);
            assertThat(stream).isNotDone();
            gateway.signal("TERM");

            assertThat(gateway.ended(PATIENCE)).isEqualTo(143);
        }
    }
}
