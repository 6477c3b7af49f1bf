package dev.fulcrum.bench;

import dev.fulcrum.RuleWiring;
import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Arbiter;
import dev.fulcrum.policy.Built;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.Watchdog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Times the evaluation of a bundle's request rules on one thread: facts in, decision out, without inspection or HTTP.
 *
 * <p>Arguments: the rules directory and the risk register, then again for every further bundle.
 */
public final class RuleBench {
    /** A kind that a shipped rule of the request phase fires on. */
    private static final String FIRES = "topic.politics";

    /** What names the desks and targets that rules may name. */
    private static final Path CONFIG = Path.of("config", "fulcrum.yaml");

    private static final int ROUNDS = 7;
    private static final int EVALUATIONS = 60_000;

    private RuleBench() {}

    public static void main(String[] arguments) {
        try (Watchdog watchdog = new Watchdog(Duration.ofSeconds(10))) {
            PolicyEngine engine = new PolicyEngine(watchdog, 1000);
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                Revision revision = build(Path.of(arguments[i]), Path.of(arguments[i + 1]));
                System.out.printf("%d rules, built in %d ms%n", revision.rules().size(), revision.buildMillis());
                report("nothing that a rule needs", engine, revision, "topic.banking");
                report("a rule fires", engine, revision, FIRES);
            }
        }
    }

    private static void report(String what, PolicyEngine engine, Revision revision, String kind) {
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            micros[round] = measure(engine, revision, kind);
        }
        Arrays.sort(micros);
        System.out.printf(
                "  %s: %.2f µs mean an evaluation and decision (best %.2f, worst %.2f of %d rounds)%n",
                what, micros[ROUNDS / 2], micros[0], micros[ROUNDS - 1], ROUNDS);
    }

    private static Revision build(Path rules, Path risks) {
        GatewayConfig config = value(GatewayConfig.read(CONFIG, System::getenv));
        Built built =
                RuleWiring.revisionBuilder(config, Clock.systemUTC()).build(value(BundleDirectory.read(rules, risks)));
        return built.revision()
                .orElseThrow(() -> new IllegalArgumentException(built.errors().toString()));
    }

    private static <T> T value(Loaded<T> loaded) {
        return loaded.value()
                .orElseThrow(
                        () -> new IllegalArgumentException(loaded.problems().toString()));
    }

    private static double measure(PolicyEngine engine, Revision revision, String kind) {
        Arbiter arbiter = new Arbiter();
        Exchange exchange = new Exchange(
                "01J", "bench", "openai.chat", "bench", "model", false, "en", "subject", "", Instant.now());
        Message message = new Message("user", "What are your opening hours, and do you take cheques?", 0, true);
        Part part = new Part(Part.MESSAGE, "user", 0, true, message.text());
        Facts facts = new Facts(
                exchange,
                new Conversation(1, 0, 0, 0),
                List.of(message),
                List.of(),
                List.of(),
                List.of(new Finding(kind, part, 0.9, 1, List.of())),
                List.of(),
                List.of(),
                new Circumstances(List.of(new Desk("wealth", true, "always")), List.of(), List.of()));
        long proposals = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < EVALUATIONS; i++) {
            proposals += arbiter.decide(
                            engine.evaluate(revision, Phase.REQUEST, facts, rule -> false), Switches.NONE, exchange)
                    .rulings()
                    .size();
        }
        long nanos = System.nanoTime() - begun;
        if (proposals < 0) {
            throw new IllegalStateException("counted so that nothing is optimised away");
        }
        return nanos / 1000.0 / EVALUATIONS;
    }
}
