package dev.fulcrum;

import dev.fulcrum.account.Accounts;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.handoff.DeskHours;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.inspect.AnswerMemory;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.RevisionShelf;
import dev.fulcrum.proxy.Cors;
import dev.fulcrum.proxy.Loads;
import dev.fulcrum.proxy.Proxy;
import dev.fulcrum.proxy.Routes;
import dev.fulcrum.proxy.Surroundings;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.Surfaces;
import dev.fulcrum.upstream.Places;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Wires the path of an exchange. */
final class ProxyWiring {
    private static final int ANSWER_BYTES = 64 * 1024 * 1024;
    private final GatewayConfig config;
    private final Clock clock;
    private final PolicyEngine engine;
    private final RevisionShelf shelf;
    private final BooleanSupplier pinned;
    private final LedgerWiring kept;

    ProxyWiring(
            GatewayConfig config,
            Clock clock,
            PolicyEngine engine,
            RevisionShelf shelf,
            BooleanSupplier pinned,
            LedgerWiring kept) {
        this.config = config;
        this.clock = clock;
        this.engine = engine;
        this.shelf = shelf;
        this.pinned = pinned;
        this.kept = kept;
    }

    /**
     * The proxy, which does not listen yet.
     *
     * @param switches the switches in force
     */
    Proxy proxy(
            Vertx vertx, Credentials credentials, Supplier<Switches> switches, HandoffDesk desk, MeterRegistry meters)
            throws StartFailure {
        List<Surface> surfaces = Surfaces.all(config.limits().depth());
        List<DeskHours> hours = hours();
        AnswerMemory answers = DetectorWiring.answers();
        Accounts accounts = AccountWiring.accounts(config.accounts(), clock);
        Routes routes = new RouteWiring(vertx, clock, surfaces, credentials).routes(config);
        Places places = places();
        Loads loads = new Loads(places, routes.targets());
        loads.bind(meters);
        Gauge.builder("fulcrum.policy.rules.out", shelf, it -> it.current()
                        .map(Revision::takenOut)
                        .map(List::size)
                        .orElse(0))
                .description("Rules that broke again and again and are out of evaluation")
                .register(meters);
        return new Proxy(
                vertx,
                new Proxy.Parts(
                        clock,
                        surfaces,
                        credentials.callers(),
                        places,
                        routes,
                        shelf,
                        switches,
                        engine,
                        new Surroundings(at -> desks(hours, at), loads::now, app -> accounts.of(app)
                                .allowances()),
                        answers::classOf,
                        answers::openingOf,
                        config.desks().stream().map(GatewayConfig.Desk::name).collect(Collectors.toSet()),
                        desk,
                        kept.ledger(),
                        kept.outcomes(),
                        Set.copyOf(config.outcomes()),
                        accounts,
                        AccountWiring.tariffs(config.accounts()),
                        meters,
                        this::missing,
                        pinned,
                        limits(),
                        new Cors(
                                config.cors().origins(),
                                config.cors().credentials(),
                                config.cors().maxAge())));
    }

    private static List<Desk> desks(List<DeskHours> hours, Instant at) {
        List<Desk> desks = new ArrayList<>(hours.size());
        for (int i = 0; i < hours.size(); i++) {
            desks.add(hours.get(i).at(at));
        }
        return desks;
    }

    private Places places() {
        GatewayConfig.Limits limits = config.limits();
        return new Places(limits.exchanges(), limits.queue(), limits.queueTime(), clock);
    }

    private String missing() {
        if (shelf.current().isEmpty()) {
            return "no rules in force yet";
        }
        return kept.ledger().trouble();
    }

    private List<DeskHours> hours() {
        return config.desks().stream()
                .map(desk -> DeskHours.parse(desk.name(), desk.hours(), desk.zone(), desk.holidays()))
                .toList();
    }

    private Proxy.Limits limits() {
        GatewayConfig.Limits limits = config.limits();
        return new Proxy.Limits(
                limits.bodyBytes(),
                ANSWER_BYTES,
                limits.headerBytes(),
                limits.requestTime(),
                limits.connections(),
                limits.connectionsPerAddress(),
                limits.requestsPerConnection(),
                limits.idleTime(),
                limits.lag(),
                limits.strangers(),
                config.idempotency().keep(),
                config.idempotency().bytes(),
                limits.heldBytes(),
                limits.heartbeat());
    }
}
