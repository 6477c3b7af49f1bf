package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.App;
import dev.fulcrum.StartFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose ledger's file is taken away releases nothing more, and says why. */
class LostLedgerTest {
    private static final String CONFIG =
            """
            targets: [ { name: sim, kind: simulated, character: balanced } ]
            routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
            """;

    @TempDir
    private Path home;

    private Gateway gateway() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"first\" )");
        return Gateway.startWithOwnRules(home, CONFIG);
    }

    private void deleteTheLedger() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            for (Path file : files.filter(it -> it.getFileName().toString().startsWith("fulcrum.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void nothingIsReleased_whenTheFileIsDeleted() throws IOException {
        try (Gateway gateway = gateway()) {
            assertThat(Gateway.outcome(gateway.ask("m", "a squirrel"))).isEqualTo("blocked");
            deleteTheLedger();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.get("/readyz").statusCode() == 503);

            assertThat(gateway.get("/readyz").body()).contains("fulcrum.db").contains("is gone");
            for (HttpResponse<String> response : List.of(
                    gateway.ask("m", "a squirrel"), gateway.ask("m", "hello"), gateway.askForStream("m", "hello"))) {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.body()).contains("ledger_unavailable");
            }
            assertThat(gateway.metrics()).contains("fulcrum_ledger_healthy 0");
        }
    }

    @Test
    void secondGatewayIsRefused_whenOneRunsOnTheFile() {
        try (Gateway gateway = gateway()) {
            Assertions.assertThatThrownBy(() -> App.start(GatewayHome.configure(home, CONFIG), Clock.systemUTC()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("a gateway runs on it already: process")
                    .hasMessageContaining("ledger.path");
            assertThat(gateway.ask("m", "hello").statusCode()).isEqualTo(200);
        }
    }
}
