package dev.fulcrum;

import dev.fulcrum.admin.Admin;
import dev.fulcrum.admin.AdminParts;
import dev.fulcrum.admin.Revisions;
import dev.fulcrum.admin.SwitchBoard;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.handoff.DeskHours;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.RevisionStore;
import dev.fulcrum.ledger.SwitchStore;
import dev.fulcrum.ledger.TokenStore;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.BundleWatcher;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.RevisionShelf;
import dev.fulcrum.policy.Watchdog;
import dev.fulcrum.proxy.Proxy;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.Surfaces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole gateway, wired by constructors and nowhere else. */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final int KEPT_REVISIONS = 10;
    private static final int ANSWER_BYTES = 64 * 1024 * 1024;
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration START_TIME = Duration.ofMinutes(2);

    /** The gateway cannot start; the problems say why, or the message does when there are none. */
    public static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        StartFailure(String message, List<Problem> problems) {
            super(message);
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    private final GatewayConfig config;
    private final Clock clock;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private int port;
    private int adminPort;
    private Revisions revisions;
    private Optional<FirstToken> firstToken = Optional.empty();

    private App(GatewayConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Starts a gateway; it answers when this returns. */
    public static App start(GatewayConfig config, Clock clock) throws StartFailure {
        App app = new App(config, clock);
        try {
            app.wire();
            return app;
        } catch (StartFailure | RuntimeException e) {
            app.close();
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
        return revisions.current().map(Revision::id).orElse("");
    }

    /** The admin token that the first start made; empty at every later one. */
    public Optional<FirstToken> firstToken() {
        return firstToken;
    }

    private void wire() throws StartFailure {
        Database database = openDatabase();
        Ledger ledger = closing(
                new Ledger(database, config.ledger().queue(), config.ledger().patience()));
        TokenStore tokens = new TokenStore(database.readers(), clock);
        firstToken = FirstToken.make(tokens, database, config.ledger().path());
        refuseOpenAdmin(tokens);

        ScheduledExecutorService timers = executor(Executors.newSingleThreadScheduledExecutor(App::timerThread));
        SwitchBoard switches = new SwitchBoard(ledger, new SwitchStore(database.readers()), timers, clock);
        Watchdog watchdog = closing(new Watchdog(config.policy().evaluationTime()));
        PolicyEngine engine = new PolicyEngine(watchdog, config.policy().firings());
        RevisionShelf shelf = new RevisionShelf(KEPT_REVISIONS);
        ExecutorService rulesThread = executor(Executors.newSingleThreadExecutor(App::rulesThread));
        revisions = new Revisions(
                new BundleFiles(config.policy().rules(), config.policy().risks()),
                RuleWiring.revisionBuilder(config, clock),
                shelf,
                new RevisionStore(database.readers()),
                ledger,
                rulesThread,
                clock);

        Vertx vertx = Vertx.vertx();
        closing.push(() -> await(vertx.close(), "closing"));
        List<DeskHours> hours = hours();
        HandoffDesk desk =
                new HandoffDesk(database.writer(), database.writerThread(), database.readers(), clock, ledger::record);
        PrometheusMeterRegistry meters = meters(ledger);
        List<Surface> surfaces = Surfaces.all(config.limits().depth());
        Proxy proxy = new Proxy(
                vertx,
                new Proxy.Parts(
                        clock,
                        surfaces,
                        RouteWiring.callers(config),
                        new RouteWiring(vertx, clock, surfaces).routes(config),
                        shelf,
                        switches::current,
                        engine,
                        at -> hours.stream().map(it -> it.at(at)).toList(),
                        DetectorWiring.answers()::classOf,
                        config.desks().stream().map(GatewayConfig.Desk::name).collect(Collectors.toSet()),
                        desk,
                        ledger,
                        meters,
                        () -> missing(shelf, ledger),
                        limits()));
        Admin admin = new Admin(
                vertx,
                new AdminParts(
                        clock,
                        switches,
                        revisions,
                        desk,
                        ledger,
                        new LedgerReader(database.readers()),
                        tokens,
                        meters,
                        config.apps().stream().map(GatewayConfig.App::name).collect(Collectors.toSet()),
                        config.admin().onLoopback()));
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
        port = await(
                proxy.listen(config.server().host(), config.server().port(), eventLoops),
                "listening on " + config.server().host() + ":" + config.server().port());
        adminPort = await(
                admin.listen(config.admin().host(), config.admin().port()),
                "listening on " + config.admin().host() + ":" + config.admin().port());
        startRules();
    }

    private Database openDatabase() throws StartFailure {
        try {
            return closing(Database.open(config.ledger().path()));
        } catch (RuntimeException e) {
            throw new StartFailure("the ledger cannot be opened: " + e.getMessage(), List.of());
        }
    }

    /** Outside loopback the admin side is never left without a token that somebody holds. */
    private void refuseOpenAdmin(TokenStore tokens) throws StartFailure {
        if (!config.admin().onLoopback()
                && tokens.list().stream().noneMatch(it -> it.revoked().isEmpty())) {
            throw new StartFailure(
                    "admin.host is `" + config.admin().host()
                            + "`, which others can reach, and every admin token is revoked; "
                            + "make one with `token create`",
                    List.of());
        }
    }

    private void startRules() throws StartFailure {
        Revisions.Result result;
        try {
            result = revisions.start().toCompletableFuture().get(START_TIME.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the rules were built", List.of());
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("the rules cannot be built: " + e, List.of());
        }
        if (result instanceof Revisions.Result.Refused refused) {
            throw new StartFailure("the rules are refused", refused.problems());
        }
        if (config.policy().reload()) {
            watchRules();
        }
    }

    private void watchRules() {
        try {
            closing(new BundleWatcher(config.policy().rules(), config.policy().risks(), QUIET, () -> revisions
                    .reload("fulcrum", "a file changed")
                    .toCompletableFuture()
                    .join()));
        } catch (IOException e) {
            LOG.warn("the rules cannot be watched ({}); use POST /admin/v1/reload after changes", e.toString());
        }
    }

    private static String missing(RevisionShelf shelf, Ledger ledger) {
        if (shelf.current().isEmpty()) {
            return "no rules in force yet";
        }
        return ledger.healthy() ? "" : "the ledger cannot write";
    }

    private Proxy.Limits limits() {
        GatewayConfig.Limits limits = config.limits();
        return new Proxy.Limits(
                limits.bodyBytes(),
                ANSWER_BYTES,
                limits.headerBytes(),
                limits.requestTime(),
                limits.connections(),
                limits.idleTime());
    }

    private List<DeskHours> hours() {
        return config.desks().stream()
                .map(desk -> DeskHours.parse(desk.name(), desk.hours(), desk.zone(), desk.holidays()))
                .toList();
    }

    private PrometheusMeterRegistry meters(Ledger ledger) {
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
        JvmGcMetrics gc = closing(new JvmGcMetrics());
        gc.bindTo(meters);
        return meters;
    }

    private <T> T await(Future<T> future, String doing) throws StartFailure {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while " + doing, List.of());
        } catch (ExecutionException e) {
            throw new StartFailure(doing + " failed: " + e.getCause().getMessage(), List.of());
        } catch (TimeoutException e) {
            throw new StartFailure(doing + " took longer than 30 seconds", List.of());
        }
    }

    private <T extends AutoCloseable> T closing(T part) {
        closing.push(part);
        return part;
    }

    private <T extends ExecutorService> T executor(T executor) {
        closing.push(executor::shutdownNow);
        return executor;
    }

    private static Thread timerThread(Runnable work) {
        return daemon(work, "fulcrum-timers");
    }

    private static Thread rulesThread(Runnable work) {
        return daemon(work, "fulcrum-rules");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Stops answering, lets the ledger write what it has, and closes everything, the last opened first. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            AutoCloseable part = closing.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {}: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
