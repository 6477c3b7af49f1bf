package dev.fulcrum;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Target;
import dev.fulcrum.inspect.AnswerMemory;
import dev.fulcrum.inspect.Inspections;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.RevisionBuilder;
import dev.fulcrum.policy.Watchdog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Wires what turns bundles into revisions: for the gateway, and for commands that only look. */
public final class RuleWiring {
    private static final Duration CASE_TIME = Duration.ofSeconds(10);

    private RuleWiring() {}

    /** What builds bundles under a configuration. */
    public static RevisionBuilder revisionBuilder(GatewayConfig config, Clock clock) {
        // cold rules on a busy machine take longer than warm ones are given, and a case that is late is not wrong
        PolicyEngine engine =
                new PolicyEngine(new Watchdog(CASE_TIME), config.policy().firings());
        Inspections inspections = DetectorWiring.inspections(config.detectors());
        AnswerMemory answers = DetectorWiring.answers();
        RevisionBuilder.Detectable detectable = new RevisionBuilder.Detectable() {
            @Override
            public Set<String> builtInKinds() {
                return inspections.builtInKinds();
            }

            @Override
            public Set<String> outsideKinds() {
                return inspections.outsideKinds();
            }

            @Override
            public List<Problem> problems(Lexicon lexicon, Set<String> kinds) {
                return inspections.problems(lexicon, kinds);
            }

            @Override
            public boolean turnsAway(String answer) {
                return answers.classOf(answer).turnsAway();
            }
        };
        RevisionBuilder.Names names = new RevisionBuilder.Names(
                config.desks().stream().map(GatewayConfig.Desk::name).collect(Collectors.toSet()),
                config.targets().stream().map(Target::name).collect(Collectors.toSet()),
                new RevisionBuilder.Holding(
                        routes(config, GatewayConfig.HoldBack.WINDOW), routes(config, GatewayConfig.HoldBack.NONE)));
        return new RevisionBuilder(
                inspections, detectable, engine, names, config.policy().cases(), clock);
    }

    private static Set<String> routes(GatewayConfig config, GatewayConfig.HoldBack way) {
        return config.routes().stream()
                .filter(route -> route.holdBack() == way)
                .map(GatewayConfig.Route::name)
                .collect(Collectors.toSet());
    }
}
