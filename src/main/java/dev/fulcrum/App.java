package dev.fulcrum;

import dev.fulcrum.admin.Admin;
import dev.fulcrum.admin.AdminParts;
import dev.fulcrum.admin.AppKeys;
import dev.fulcrum.admin.SwitchBoard;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.Watchdog;
import dev.fulcrum.proxy.Proxy;
import dev.fulcrum.upstream.LastResort;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole gateway, wired by constructors and nowhere else. */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final GatewayConfig config;
    private final Clock clock;
    private final Lifetime lifetime;
    private final RulesInForce rules;
    private final Optional<FirstToken> firstToken;
    private final Credentials credentials;
    private final Stopping stopping;
    private final int port;
    private final int adminPort;

    /** Opens in an order that closes well: what answers closes first, what it writes to last. */
    private App(GatewayConfig config, Clock clock, Lifetime lifetime) throws StartFailure {
        this.config = config;
        this.clock = clock;
        this.lifetime = lifetime;
        LedgerWiring kept = LedgerWiring.open(config, clock, lifetime);
        firstToken = kept.firstToken();
        SwitchBoard switches = kept.switches(lifetime);
        PolicyEngine engine = new PolicyEngine(
                lifetime.holds(new Watchdog(config.policy().evaluationTime())),
                config.policy().firings());
        rules = new RulesInForce(config, kept, clock, lifetime);
        Vertx vertx = lifetime.vertx();
        HandoffDesk desk = kept.desk();
        PrometheusMeterRegistry meters = MeterWiring.meters(kept.ledger(), lifetime);
        credentials = new Credentials(config, kept.ledger(), clock, lifetime);
        Proxy proxy = new ProxyWiring(config, clock, engine, rules.shelf(), rules.revisions()::pinned, kept)
                .proxy(vertx, credentials, switches::current, desk, meters);
        stopping = new Stopping(proxy, kept.ledger(), clock, config.limits());
        Admin admin = new Admin(vertx, adminParts(kept, credentials.appKeys(), switches, desk, meters));
        port = listen(proxy, credentials);
        adminPort = listen(admin, credentials);
        rules.start(lifetime);
    }

    /** Lets the process end itself when its memory is used up; for a process that is a gateway and nothing else. */
    public void endWithoutMemory() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LastResort.uncaught(thrown));
        MemoryWatch.over(lifetime.timers("fulcrum-memory"));
    }

    /** Starts a gateway; it answers when this returns. */
    public static App start(GatewayConfig config, Clock clock) throws StartFailure {
        Lifetime lifetime = new Lifetime();
        try {
            return new App(config, clock, lifetime);
        } catch (Throwable e) {
            // an Error too: threads that run by now would keep a process alive that answers nobody
            lifetime.close();
            throw e;
        }
    }

    /** The port that applications call. */
    public int port() {
        return port;
    }

    /** The port that operators call. */
    public int adminPort() {
        return adminPort;
    }

    /** The revision in force. */
    public String revision() {
        return rules.shelf().current().map(Revision::id).orElse("");
    }

    /** The admin token that the first start made; empty at every later one. */
    public Optional<FirstToken> firstToken() {
        return firstToken;
    }

    /**
     * Stops in peace: takes no new exchanges, lets those under way come to their end within a time, and puts the act on record. Returns when everything
     * is closed.
     *
     * @param why such as {@code SIGTERM}
     */
    public void stop(String why) {
        end(() -> stopping.gently(why));
    }

    /** Breaks off what is under way, lets the ledger write what it has, and closes everything, the last opened first. */
    @Override
    public void close() {
        end(stopping::atOnce);
    }

    /** Reads rules, keys and certificates again, as if their files had changed. */
    public void reload(String why) {
        LOG.info("{}: reading rules, keys and certificates again", why);
        rules.revisions().reload("fulcrum", why).whenComplete((result, failure) -> told("the rules", failure));
        credentials.reload(why).whenComplete((result, failure) -> told("the keys", failure));
    }

    private static void told(String what, Throwable failure) {
        if (failure != null) {
            LOG.error("{} could not be read again and stay as they are: {}", what, failure.toString());
        }
    }

    /** A way of stopping. */
    private interface Way {
        void go() throws InterruptedException;
    }

    private void end(Way way) {
        if (!stopping.begins()) {
            stopping.await();
            return;
        }
        try {
            way.go();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lifetime.close();
            stopping.done();
        }
    }

    private AdminParts adminParts(
            LedgerWiring kept, AppKeys keys, SwitchBoard switches, HandoffDesk desk, PrometheusMeterRegistry meters) {
        return new AdminParts(
                clock,
                switches,
                rules.revisions(),
                keys,
                desk,
                kept.ledger(),
                kept.reader(),
                kept.outcomes(),
                kept.tokens(),
                meters,
                config.apps().isEmpty()
                        ? Set.of(Credentials.ANYONE)
                        : config.apps().stream().map(GatewayConfig.App::name).collect(Collectors.toSet()),
                config.admin().onLoopback());
    }

    private int listen(Proxy proxy, Credentials credentials) throws StartFailure {
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
        int bound = listen(config.server(), where -> proxy.listen(where, eventLoops));
        config.server().tls().ifPresent(tls -> credentials.follow(tls, proxy::useTls));
        return bound;
    }

    private int listen(Admin admin, Credentials credentials) throws StartFailure {
        int bound = listen(config.admin(), admin::listen);
        config.admin().tls().ifPresent(tls -> credentials.follow(tls, admin::useTls));
        return bound;
    }

    private int listen(GatewayConfig.Listener listener, Function<HttpServerOptions, Future<Integer>> opening)
            throws StartFailure {
        HttpServerOptions where =
                new TlsWiring(clock).where(listener, config.limits().requestTime());
        return Lifetime.arrival(opening.apply(where), "listening on " + listener.host() + ":" + listener.port());
    }
}
