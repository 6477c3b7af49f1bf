package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch that turns while others are talking. */
class LoadedSwitchTest {
    @TempDir
    private Path home;

    @Test
    void firstExchangeAfterTheCallObeys_whileALoadRuns() throws InterruptedException {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no\" )");
        try (Gateway gateway = Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """)) {
            AtomicBoolean running = new AtomicBoolean(true);
            Queue<Integer> unexpected = new ConcurrentLinkedQueue<>();
            List<Thread> load = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    while (running.get()) {
                        int status = gateway.ask("any", "a squirrel").statusCode();
                        if (status != 200 && status != 400) {
                            unexpected.add(status);
                        }
                    }
                });
                thread.start();
                load.add(thread);
            }
            for (int turn = 0; turn < 40; turn++) {
                boolean off = turn % 2 == 0;
                JsonObject change =
                        new JsonObject().put("mode", off ? "off" : "enforce").put("why", "turn " + turn);
                assertThat(gateway.switchRule("request/one", change).statusCode())
                        .isEqualTo(200);
                assertThat(gateway.ask("any", "a squirrel").statusCode())
                        .as("first exchange after turn " + turn)
                        .isEqualTo(off ? 200 : 400);
            }
            running.set(false);
            for (Thread thread : load) {
                thread.join();
            }
            assertThat(unexpected).isEmpty();
        }
    }
}
