package dev.fulcrum.proxy;

import dev.fulcrum.model.Load;
import dev.fulcrum.upstream.Places;
import dev.fulcrum.upstream.Readiness;
import dev.fulcrum.upstream.Target;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** How busy the gateway and its targets are, for rules and for an operator. Thread-safe. */
public final class Loads {
    private final Places places;
    private final List<Target> targets;

    /** @param places of exchanges under way in the gateway */
    public Loads(Places places, List<Target> targets) {
        this.places = places;
        this.targets = List.copyOf(targets);
    }

    /** The gateway first, then each target. */
    public List<Load> now() {
        List<Load> loads = new ArrayList<>(targets.size() + 1);
        loads.add(gateway());
        targets.forEach(target -> loads.add(target.load()));
        return loads;
    }

    private Load gateway() {
        int inFlight = places.inFlight();
        double share = Math.min(1, (double) inFlight / places.size());
        return new Load("", inFlight, places.queued(), share, places.refusedLately(), !places.full());
    }

    /** Lets an operator see them. */
    public void bind(MeterRegistry meters) {
        Gauge.builder("fulcrum.gateway.inflight", places, Places::inFlight)
                .baseUnit("exchanges")
                .description("Exchanges under way")
                .register(meters);
        Gauge.builder("fulcrum.gateway.queued", places, Places::queued)
                .baseUnit("exchanges")
                .description("Exchanges that wait for a place among those under way")
                .register(meters);
        FunctionCounter.builder("fulcrum.gateway.shed", places, Places::refused)
                .baseUnit("exchanges")
                .description("Exchanges that were answered 429 since too many were under way")
                .register(meters);
        targets.forEach(target -> bind(meters, target));
    }

    private static void bind(MeterRegistry meters, Target target) {
        Gauge.builder("fulcrum.target.inflight", target, it -> it.load().inFlight())
                .tag("target", target.name())
                .baseUnit("exchanges")
                .description("Exchanges under way with a target")
                .register(meters);
        Gauge.builder("fulcrum.target.queued", target, it -> it.load().queued())
                .tag("target", target.name())
                .baseUnit("exchanges")
                .description("Exchanges that wait for a place at a target")
                .register(meters);
        FunctionCounter.builder("fulcrum.target.shed", target, Target::shed)
                .tag("target", target.name())
                .baseUnit("exchanges")
                .description("Exchanges that a target's breaker or queue turned away")
                .register(meters);
        Gauge.builder("fulcrum.target.available", target, it -> it.load().available() ? 1 : 0)
                .tag("target", target.name())
                .description("1 while a target takes exchanges; 0 while its breaker is open or probes")
                .register(meters);
        Gauge.builder("fulcrum.target.cooling", target, it -> it.readiness() == Readiness.COOLING ? 1 : 0)
                .tag("target", target.name())
                .description("1 while a target is spared since it asked for a pause")
                .register(meters);
    }
}
