package dev.fulcrum.bench;

import dev.fulcrum.App;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.Verification;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Mixed chaos: many clients that come and leave, a gateway, and three endpoints that fail in every way.
 *
 * <p>Arguments: minutes, and clients. It ends by itself. Says how exchanges ended, whether the ledger has as many, and what is held before and after.
 */
public final class ChaosBench {
    private static final Duration SETTLING = Duration.ofSeconds(35);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ChaosBench() {}

    /** What the process holds when nothing is under way. */
    private record Held(long heapMiB, long files, int threads) {
        static Held now() throws IOException, InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(500);
            }
            Runtime runtime = Runtime.getRuntime();
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return new Held(
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20, files.count(), Thread.activeCount());
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        Path home = Files.createTempDirectory("fulcrum-chaos");
        Vertx world = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        int[] ports = new int[3];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = new ChaoticUpstream(world, i, 0.5 + 0.2 * i)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        }
        Path database = home.resolve("ledger.db");
        long sent;
        try (App app = App.start(config(home, ports), Clock.systemUTC())) {
            long warm = run(world, app, clients, Duration.ofSeconds(20), false);
            Thread.sleep(SETTLING.toMillis());
            OUT.println("before " + Held.now());
            sent = warm + run(world, app, clients, Duration.ofMillis((long) (minutes * 60_000)), true);
            Thread.sleep(SETTLING.toMillis());
            OUT.println("after  " + Held.now());
        }
        tell(database, sent);
        world.close();
    }

    private static long run(Vertx world, App app, int clients, Duration time, boolean tells) throws Exception {
        ChaosClients run = new ChaosClients(world, app.port(), clients);
        Thread.sleep(time.toMillis());
        run.stop();
        while (run.active() > 0) {
            Thread.sleep(100);
        }
        if (run.endings().containsKey(ChaosClients.HUNG)) {
            throw new IllegalStateException(run.endings().get(ChaosClients.HUNG) + " exchanges had no end");
        }
        if (tells) {
            OUT.println(run.sent() + " exchanges in " + time.toSeconds() + " s by " + clients + " clients");
            run.endings().forEach((how, count) -> OUT.printf("%8d %s%n", count, how));
        }
        return run.sent();
    }

    private static void tell(Path file, long sent) {
        try (Database database = Database.openReadOnly(file)) {
            long entries = database.readers().withHandle(handle -> handle.createQuery(
                            "SELECT count(DISTINCT exchange) FROM entries WHERE kind = 'exchange'")
                    .mapTo(Long.class)
                    .one());
            Verification chain = new LedgerReader(database.readers()).verify();
            OUT.println(sent + " requests sent, " + entries + " exchanges in the ledger; " + chain);
            if (entries != sent || chain.broken().isPresent()) {
                throw new IllegalStateException("the ledger does not have what was sent");
            }
        }
    }

    private static GatewayConfig config(Path home, int[] ports) throws IOException {
        StringBuilder yaml = new StringBuilder("server: { port: 0 }\nadmin: { port: 0 }\ntargets:\n");
        for (int i = 0; i < ports.length; i++) {
            yaml.append("  - { name: t%d, kind: http, url: \"http://127.0.0.1:%d\", connect-timeout: 1s, "
                    .formatted(i, ports[i]));
            yaml.append("first-byte-timeout: 1s, idle-timeout: 1s }\n");
        }
        yaml.append("routes:\n");
        for (String hold : new String[] {"whole", "window", "none"}) {
            yaml.append("  - { name: %s, models: [ %s ], targets: [ t0, t1, t2 ], hold-back: %s, deadline: 6s }\n"
                    .formatted(hold, hold, hold));
        }
        Path here = Path.of("").toAbsolutePath();
        yaml.append("policy: { rules: %s, risks: %s }\n"
                .formatted(here.resolve("rules"), here.resolve("config/risks.yaml")));
        yaml.append("ledger: { path: ledger.db }\ndesks:\n");
        for (String desk : new String[] {"wealth", "complaints", "fraud"}) {
            yaml.append("  - { name: %s, hours: always }\n".formatted(desk));
        }
        Path file = home.resolve("fulcrum.yaml");
        Files.writeString(file, yaml);
        Loaded<GatewayConfig> loaded = GatewayConfig.read(file, name -> null);
        return loaded.value()
                .orElseThrow(
                        () -> new IllegalArgumentException(loaded.problems().toString()));
    }
}
