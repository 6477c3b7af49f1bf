package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.config.GatewayConfig.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
    private static final String HASH_A = "sha256:" + "0a".repeat(32);
    private static final String HASH_B = "sha256:" + "0b".repeat(32);

    @TempDir
    Path directory;

    private static final Target.Guard GUARD = new Target.Guard(
            10_000, 1_000, Duration.ofSeconds(5), Optional.of(new Target.Breaker(50, 20, 10, Duration.ofSeconds(10))));

    @Test
    void shippedFileReads_withoutAnyVariable() {
        Loaded<GatewayConfig> loaded = GatewayConfig.read(Path.of("config/fulcrum.yaml"), name -> null);

        assertThat(loaded.problems()).isEmpty();
        GatewayConfig config = loaded.value().orElseThrow();
        assertThat(config.server()).isEqualTo(new Listener("127.0.0.1", 8080, Optional.empty()));
        assertThat(config.admin()).isEqualTo(new Listener("127.0.0.1", 8081, Optional.empty()));
        assertThat(config.apps()).isEmpty();
        assertThat(config.targets())
                .extracting(Target::name)
                .containsExactly("sim-eager", "sim-careful", "sim-evasive", "sim-balanced");
        assertThat(config.routes().get(0).targets())
                .containsExactly(GatewayConfig.Choice.of("sim-balanced"), GatewayConfig.Choice.of("sim-eager"));
        assertThat(config.desks())
                .extracting(GatewayConfig.Desk::name)
                .containsExactly("wealth", "complaints", "fraud");
        assertThat(config.policy().rules()).isEqualTo(Path.of("rules"));
        assertThat(config.policy().risks()).isEqualTo(Path.of("config/risks.yaml"));
        assertThat(config.ledger().path()).isEqualTo(Path.of("data/fulcrum.db"));
    }

    @Test
    void defaultsHold_whenKeysAreLeftOut() {
        GatewayConfig config = read(Written.LEAST);

        assertThat(config.server()).isEqualTo(new Listener("127.0.0.1", 8080, Optional.empty()));
        assertThat(config.limits())
                .isEqualTo(new GatewayConfig.Limits(
                        8 << 20,
                        16 << 10,
                        64,
                        Duration.ofSeconds(10),
                        10_000,
                        1000,
                        10_000,
                        Duration.ofSeconds(75),
                        2_000,
                        1_000,
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        600,
                        Duration.ZERO,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(15),
                        Runtime.getRuntime().maxMemory() / 8));
        assertThat(config.routes())
                .containsExactly(new GatewayConfig.Route(
                        "all",
                        List.of(),
                        List.of("*"),
                        List.of(GatewayConfig.Choice.of("sim")),
                        GatewayConfig.HoldBack.WHOLE,
                        240,
                        GatewayConfig.OnPolicyError.CLOSED,
                        GatewayConfig.OnUnknown.PASS,
                        Duration.ofMinutes(2),
                        3));
        assertThat(config.policy())
                .isEqualTo(new GatewayConfig.Policy(
                        directory.resolve("rules"),
                        directory.resolve("risks.yaml"),
                        Duration.ofMillis(250),
                        1000,
                        true,
                        true));
        assertThat(config.detectors())
                .isEqualTo(new GatewayConfig.Detectors(16L << 20, List.of(), List.of(), Duration.ofSeconds(2)));
        assertThat(config.ledger())
                .isEqualTo(
                        new GatewayConfig.Ledger(directory.resolve("data/fulcrum.db"), 10_000, Duration.ofSeconds(5)));
        assertThat(config.targets())
                .containsExactly(new Target.Simulated("sim", Target.Persona.EAGER, Duration.ZERO, GUARD));
    }

    @Test
    void shippedFileSaysTheDefaults_whereItSaysThem() {
        GatewayConfig shipped = GatewayConfig.read(Path.of("config/fulcrum.yaml"), name -> null)
                .value()
                .orElseThrow();
        GatewayConfig least = read(Written.LEAST);

        assertThat(shipped.limits()).isEqualTo(least.limits());
        assertThat(shipped.detectors()).isEqualTo(least.detectors());
        assertThat(shipped.ledger().queue()).isEqualTo(least.ledger().queue());
        assertThat(shipped.ledger().patience()).isEqualTo(least.ledger().patience());
        assertThat(shipped.policy().evaluationTime()).isEqualTo(least.policy().evaluationTime());
        assertThat(shipped.policy().firings()).isEqualTo(least.policy().firings());
        assertThat(shipped.routes().get(0).deadline())
                .isEqualTo(least.routes().get(0).deadline());
    }

    @Test
    void everyKeyIsRead_whenAllAreWritten() {
        Path recorded = Written.file(directory, "recorded.jsonl", "");
        GatewayConfig config = Written.config(
                        directory,
                        """
                server: { host: 0.0.0.0, port: 0 }
                admin: { host: "::1", port: 9001 }
                limits: { body: 1MiB, headers: 8KiB, depth: 16, request-time: 500ms, connections: 5, idle-time: 1m }
                apps:
                  - { name: bank, keys: [ "%s", "%s" ] }
                targets:
                  - { name: sim, kind: simulated, character: evasive, pace: 20ms }
                  - name: openai
                    kind: http
                    url: https://api.example.com:8443/v1
                    key: ${KEY}
                    auth: api-key
                    model: 模型-${SIZE}
                    connect-timeout: 1s
                    first-byte-timeout: 2s
                    idle-timeout: 3s
                  - { name: tape, kind: recorded, file: recorded.jsonl }
                routes:
                  - name: all
                    apps: [ bank ]
                    models: [ "gpt-*", "通义?" ]
                    targets: [ openai, sim ]
                    hold-back: whole
                    on-policy-error: open
                    on-unknown: refuse
                    deadline: 30s
                policy: { rules: /r, risks: k.yaml, evaluation-time: 10ms, firings: 7, reload: false, cases: false }
                detectors: { cache: 64KiB }
                ledger: { path: l.db, queue: 3, patience: 1ms }
                desks:
                  - { name: night, hours: [ "Mon-Fri 22:00-24:00", "Sat 10:00-14:00" ], zone: Asia/Shanghai, holidays: [ 2026-10-01 ] }
                  - { name: fraud, hours: always }
                """
                                .formatted(HASH_A, HASH_B),
                        Map.of("KEY", "k-123", "SIZE", "大"))
                .value()
                .orElseThrow();

        assertThat(config.server().onLoopback()).isFalse();
        assertThat(config.admin().onLoopback()).isTrue();
        assertThat(config.limits().requestTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.apps()).containsExactly(new GatewayConfig.App("bank", List.of(HASH_A, HASH_B)));
        Target.Http http = (Target.Http) config.targets().get(1);
        assertThat(http.url()).hasToString("https://api.example.com:8443/v1");
        assertThat(http.auth()).isEqualTo(Target.Auth.API_KEY);
        assertThat(http.key()).contains(new Secret("k-123"));
        assertThat(http.model()).contains("模型-大");
        assertThat(http.timeouts())
                .isEqualTo(new Target.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(config.targets().get(2))
                .isEqualTo(new Target.Recorded(
                        "tape",
                        recorded,
                        Set.of(),
                        new Target.Guard(5, 1_000, Duration.ofSeconds(5), GUARD.breaker())));
        assertThat(config.routes().get(0).models()).containsExactly("gpt-*", "通义?");
        assertThat(config.routes().get(0).onPolicyError()).isEqualTo(GatewayConfig.OnPolicyError.OPEN);
        assertThat(config.routes().get(0).onUnknown()).isEqualTo(GatewayConfig.OnUnknown.REFUSE);
        assertThat(config.policy())
                .isEqualTo(new GatewayConfig.Policy(
                        Path.of("/r"), directory.resolve("k.yaml"), Duration.ofMillis(10), 7, false, false));
        assertThat(config.desks())
                .containsExactly(
                        new GatewayConfig.Desk(
                                "night",
                                List.of("Mon-Fri 22:00-24:00", "Sat 10:00-14:00"),
                                ZoneId.of("Asia/Shanghai"),
                                List.of(LocalDate.of(2026, 10, 1))),
                        new GatewayConfig.Desk("fraud", List.of("always"), ZoneOffset.UTC, List.of()));
    }

    @Test
    void authIsBearer_whenOnlyAKeyIsGiven() {
        String text = Written.LEAST.replace(
                "character: eager }",
                "character: eager }\n  - { name: a, kind: http, url: \"http://h\", key: \"${K}\" }");

        Loaded<GatewayConfig> loaded = Written.config(directory, text, Map.of("K", "secret-value"));

        assertThat(((Target.Http) loaded.value().orElseThrow().targets().get(1)).auth())
                .isEqualTo(Target.Auth.BEARER);
        assertThat(loaded.toString()).doesNotContain("secret-value");
    }

    @Test
    void surfacesFollowTheDialect_whereNoneAreListed() {
        String text = Written.LEAST.replace(
                "character: eager }",
                "character: eager }\n  - { name: a, kind: http, url: https://a.example, key: \"${K}\", dialect: anthropic }"
                        + "\n  - { name: b, kind: http, url: https://b.example }"
                        + "\n  - { name: c, kind: http, url: https://c.example, surfaces: [ openai.chat, anthropic.messages ] }");

        GatewayConfig config =
                Written.config(directory, text, Map.of("K", "v")).value().orElseThrow();

        assertThat(config.targets())
                .extracting(Target::surfaces)
                .containsExactly(
                        Set.of("openai.chat"),
                        Set.of("anthropic.messages"),
                        Set.of("openai.chat", "openai.completions", "openai.responses", "openai.embeddings"),
                        Set.of("openai.chat", "anthropic.messages"));
        assertThat(((Target.Http) config.targets().get(1)).auth()).isEqualTo(Target.Auth.X_API_KEY);
    }

    @Test
    void dollarStays_whenItIsDoubled() {
        GatewayConfig config = read(Written.LEAST.replace("\"*\"", "\"a-$${b}-$c\""));

        assertThat(config.routes().get(0).models()).containsExactly("a-${b}-$c");
    }

    @Test
    void guardReads_whenATargetSaysIt() {
        String guards =
                """
                targets:
                  - { name: sim, kind: simulated, character: eager, concurrency: 8, queue: 0, queue-time: 250ms,
                      breaker: { failures: 30%, of: 50, minimum: 5, pause: 1m } }
                  - { name: bare, kind: simulated, character: eager, breaker: none }
                """;

        List<Target> targets =
                read(Written.LEAST.replaceFirst("targets:\\n.*\\n", guards)).targets();

        assertThat(targets.get(0).guard())
                .isEqualTo(new Target.Guard(
                        8,
                        0,
                        Duration.ofMillis(250),
                        Optional.of(new Target.Breaker(30, 50, 5, Duration.ofMinutes(1)))));
        assertThat(targets.get(1).guard().breaker()).isEmpty();
    }

    @Test
    void groupsRead_whenTargetsAreEqual() {
        String more = "targets:\n  - { name: a, kind: simulated, character: eager }\n"
                + "  - { name: b, kind: simulated, character: eager }";
        String groups = "[ { any-of: [ { target: a, weight: 3 }, b ], by: sticky }, sim ], attempts: 5";

        GatewayConfig.Route route = read(Written.LEAST
                        .replace("targets:\n", more + "\n")
                        .replace("[ sim ]", groups))
                .routes()
                .get(0);

        assertThat(route.attempts()).isEqualTo(5);
        assertThat(route.targets())
                .containsExactly(
                        new GatewayConfig.Choice(
                                List.of(
                                        new GatewayConfig.Choice.Member("a", 3),
                                        new GatewayConfig.Choice.Member("b", 1)),
                                GatewayConfig.Choice.By.STICKY),
                        GatewayConfig.Choice.of("sim"));
    }

    private GatewayConfig read(String text) {
        Loaded<GatewayConfig> loaded = Written.config(directory, text, Map.of());
        assertThat(loaded.problems()).isEmpty();
        return loaded.value().orElseThrow();
    }
}
