package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Trade;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Counts exchanges for an operator. Meters are looked up once and kept, since exchanges are many. Thread-safe. */
final class Gauges {
    private static final Duration[] STEPS = {
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private record Firing(String rule, String effect) {}

    private record Refused(String app, String kind) {}

    private record Ended(String outcome, String surface) {}

    private final MeterRegistry registry;
    private final ConcurrentMap<Ended, Counter> exchanges = new ConcurrentHashMap<>();
    private final ConcurrentMap<Firing, Counter> firings = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> detectorFailures = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> upstream = new ConcurrentHashMap<>();
    private final ConcurrentMap<Refused, Counter> limited = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> unmetered = new ConcurrentHashMap<>();
    private final DistributionSummary policy;
    private final Counter policyErrors;
    private final Counter unrecorded;
    private final Counter wrongKeys;
    private final Timer held;

    Gauges(MeterRegistry registry) {
        this.registry = registry;
        this.policy = DistributionSummary.builder("fulcrum.policy.evaluate")
                .baseUnit("microseconds")
                .description("Inspection, rules and arbitration of one exchange")
                .serviceLevelObjectives(10, 50, 100, 500, 1000, 10000)
                .register(registry);
        this.policyErrors = Counter.builder("fulcrum.policy.errors")
                .description("Rules that broke; never counted as blocks")
                .register(registry);
        this.unrecorded = Counter.builder("fulcrum.exchanges.unrecorded")
                .description(
                        "Refused requests of unknown callers beyond limits.strangers, which have no entry in the ledger")
                .register(registry);
        this.wrongKeys = Counter.builder("fulcrum.wrong.keys")
                .description("Requests with an API key that the gateway does not know")
                .register(registry);
        this.held = Timer.builder("fulcrum.answer.hold")
                .description("How long an answer's first byte waited for rules and the ledger")
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }

    /** Watches how many connections are open. */
    void watch(ConnectionLimit connections) {
        Gauge.builder("fulcrum.connections.open", connections, ConnectionLimit::open)
                .baseUnit("connections")
                .description("Connections of callers")
                .register(registry);
    }

    /** Counts a connection that was closed before its first request; for one of a few reasons. */
    void connectionRefused(String reason) {
        refusals.computeIfAbsent(reason, key -> Counter.builder("fulcrum.connections.refused")
                        .description("Connections that a limit closed, or whose TLS handshake failed")
                        .tag("reason", key)
                        .register(registry))
                .increment();
    }

    /** Counts a refused request that has no entry in the ledger. */
    void unrecorded() {
        unrecorded.increment();
    }

    /** Counts a request with a key that nobody has. */
    void wrongKey() {
        wrongKeys.increment();
    }

    /** Counts a service outside that did not say what it saw. */
    void detectorFailed(String detector) {
        detectorFailures
                .computeIfAbsent(detector, key -> Counter.builder("fulcrum.detector.failures")
                        .description("Calls of services outside that did not say what they see")
                        .tag("detector", key)
                        .register(registry))
                .increment();
    }

    /** Counts a request that was refused since its application had used up a limit. */
    void limited(String app, String kind) {
        limited.computeIfAbsent(new Refused(app, kind), key -> Counter.builder("fulcrum.limit.refusals")
                        .description("Requests refused since their application had used up a limit")
                        .tag("app", key.app())
                        .tag("kind", key.kind())
                        .register(registry))
                .increment();
    }

    /** Counts an answer whose tokens the target did not report though its application has a limit on them or on money. */
    void unmetered(String target) {
        unmetered
                .computeIfAbsent(target, key -> Counter.builder("fulcrum.limit.unmetered")
                        .description("Answers to applications with limits whose tokens the target did not report")
                        .tag("target", key)
                        .register(registry))
                .increment();
    }

    void count(ExchangeEntry entry) {
        exchanges
                .computeIfAbsent(
                        new Ended(entry.outcome().id(), entry.exchange().surface()),
                        key -> Counter.builder("fulcrum.exchanges")
                                .description("Exchanges by how they ended")
                                .tag("outcome", key.outcome())
                                .tag("surface", key.surface())
                                .register(registry))
                .increment();
        for (Trade trade : entry.trades()) {
            firings.computeIfAbsent(
                            new Firing(trade.contract().id(), trade.effect().id()),
                            key -> Counter.builder("fulcrum.rule.firings")
                                    .description("Rules that fired, by what became of their proposal")
                                    .tag("rule", key.rule())
                                    .tag("mode", key.effect())
                                    .register(registry))
                    .increment();
        }
        if (!entry.errors().isEmpty()) {
            policyErrors.increment(entry.errors().size());
        }
        policy.record((double) entry.latencies().policyMicros());
        if (entry.latencies().firstByteMillis() >= 0) {
            held.record(entry.latencies().heldMillis(), TimeUnit.MILLISECONDS);
        }
        for (Attempt attempt : entry.attempts()) {
            upstream.computeIfAbsent(attempt.target(), key -> Timer.builder("fulcrum.upstream.answer")
                            .description("From sending a request to the end of the attempt")
                            .tag("target", key)
                            .serviceLevelObjectives(STEPS)
                            .register(registry))
                    .record(attempt.millis(), TimeUnit.MILLISECONDS);
        }
    }
}
