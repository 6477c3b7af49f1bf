package dev.fulcrum;

import dev.fulcrum.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Wires the meters that no room has of its own: the ledger's state and the process. */
final class MeterWiring {
    private MeterWiring() {}

    static PrometheusMeterRegistry meters(Ledger ledger, Lifetime lifetime) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gauge.builder("fulcrum.ledger.lag", ledger, Ledger::lag)
                .baseUnit("entries")
                .description("Entries that wait to be written")
                .register(meters);
        Gauge.builder("fulcrum.ledger.healthy", ledger, it -> it.healthy() ? 1 : 0)
                .description("1 while the ledger can write")
                .register(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        lifetime.holds(new JvmGcMetrics()).bindTo(meters);
        return meters;
    }
}
