package dev.fulcrum.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.fulcrum.account.Accounts;
import dev.fulcrum.account.Tariffs;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.Outcomes;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.RevisionShelf;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.upstream.Places;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The gateway's data path, on as many event loops as it is given. */
public final class Proxy {

    /**
     * Limits on what a caller may ask.
     *
     * @param bodyBytes of a request
     * @param answerBytes of an answer that is held back whole
     * @param headerBytes all headers of a request together
     * @param requestTime until a request has arrived as a whole
     * @param connections at the same time
     * @param connectionsPerAddress at the same time from one address
     * @param requestsPerConnection after which a connection is closed
     * @param idleTime until a connection is closed on which no exchange is under way
     * @param lag how late an event loop may be before requests are turned away
     * @param strangers entries in a minute about requests without a known key or a readable head
     * @param repeatTime how long an answer is kept for a caller that asks again under the same idempotency key
     * @param repeatBytes for all answers that are kept so
     * @param heartbeat after how much silence a caller that awaits a stream gets a comment
     * @param heldBytes for all bodies and answers that exchanges under way hold
     */
    public record Limits(
            int bodyBytes,
            int answerBytes,
            int headerBytes,
            Duration requestTime,
            int connections,
            int connectionsPerAddress,
            int requestsPerConnection,
            Duration idleTime,
            Duration lag,
            int strangers,
            Duration repeatTime,
            long repeatBytes,
            long heldBytes,
            Duration heartbeat) {}

    /**
     * What the path is made of.
     *
     * @param switches the switches in force
     * @param surroundings what exchanges meet at their moment
     * @param answerClasses what kind of answer a text is; cheap however long the text is
     * @param openings what a text does, as far as its beginning tells
     * @param places of exchanges under way
     * @param deskNames every desk
     * @param outcomes what applications report of exchanges
     * @param outcomeKinds kinds of reports besides those that are always known
     * @param accounts what applications have used
     * @param tariffs what targets cost
     * @param pinned whether an operator pinned the revision in force
     * @param missing why the gateway is not ready, or an empty text when it is
     */
    public record Parts(
            InstantSource clock,
            List<Surface> surfaces,
            Callers callers,
            Places places,
            Routes routes,
            RevisionShelf shelf,
            Supplier<Switches> switches,
            PolicyEngine engine,
            Surroundings surroundings,
            Function<String, AnswerClass> answerClasses,
            Openings openings,
            Set<String> deskNames,
            HandoffDesk desk,
            Ledger ledger,
            Outcomes outcomes,
            Set<String> outcomeKinds,
            Accounts accounts,
            Tariffs tariffs,
            MeterRegistry meters,
            Supplier<String> missing,
            BooleanSupplier pinned,
            Limits limits,
            Cors cors) {
        public Parts {
            surfaces = List.copyOf(surfaces);
            deskNames = Set.copyOf(deskNames);
            outcomeKinds = Set.copyOf(outcomeKinds);
        }
    }

    private final Vertx vertx;
    private final Parts parts;
    private final Gauges gauges;
    private final Repeats repeats;
    private final Strangers strangers;
    private final WrongKeys wrongKeys;
    private final Traffic traffic = new Traffic();
    private final Held held;
    private final List<ProxyServer> servers = new CopyOnWriteArrayList<>();

    public Proxy(Vertx vertx, Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.gauges = new Gauges(parts.meters());
        this.repeats = new Repeats(parts.limits().repeatTime(), parts.limits().repeatBytes(), Ticker.systemTicker());
        this.held = new Held(parts.limits().heldBytes());
        held.bind(parts.meters());
        this.strangers = new Strangers(parts.limits().strangers(), parts.clock());
        this.wrongKeys = new WrongKeys(gauges, parts.clock());
    }

    /**
     * Listens.
     *
     * @param where host, port (0 for any free one) and TLS
     * @param eventLoops how many event loops share the work
     * @return the port
     */
    public Future<Integer> listen(HttpServerOptions where, int eventLoops) {
        Limits limits = parts.limits();
        ConnectionLimit connections = new ConnectionLimit(limits.connections(), limits.connectionsPerAddress());
        gauges.watch(connections);
        ProxyServer.Settings settings = new ProxyServer.Settings(
                where,
                limits.headerBytes(),
                limits.requestTime(),
                limits.requestsPerConnection(),
                limits.idleTime(),
                limits.lag(),
                connections);
        Supplier<ProxyServer> server = () -> {
            ProxyServer made =
                    new ProxyServer(settings, parts, gauges, wrongKeys, traffic, held, this::exchangeHandler);
            servers.add(made);
            return made;
        };
        return vertx.deployVerticle(server, new DeploymentOptions().setInstances(eventLoops))
                .map(id -> servers.get(0).port());
    }

    /** Says at {@code /readyz} that the gateway is about to stop; requests are still taken. */
    public void leave() {
        traffic.leave();
    }

    /** Takes no more requests: those that come are answered 503. */
    public void closeEntrance() {
        traffic.close();
    }

    /** How many requests are under way. */
    public int underWay() {
        return traffic.count();
    }

    /** Breaks off the exchanges that are under way; their callers are told in the surface's own way. */
    public void interrupt() {
        traffic.interrupt();
    }

    /** Takes new connections with another certificate; those that stand go on. To be called while it listens with TLS. */
    public Future<Void> useTls(ServerSSLOptions tls) {
        return servers.get(0).useTls(tls).mapEmpty(); // the servers share what listens
    }

    private ExchangeHandler exchangeHandler(Vertx own, Entrance entrance) {
        BodyReader bodies =
                new BodyReader(parts.limits().bodyBytes(), parts.limits().requestTime());
        Judge judge = new Judge(parts.engine(), new Lookout(gauges), parts.surroundings(), parts.answerClasses());
        Accounting accounting = new Accounting(parts.accounts(), parts.tariffs(), gauges);
        Recorder recorder = new Recorder(parts.ledger(), gauges, accounting, strangers);
        Once once = new Once(own, repeats, accounting, recorder);
        Dispatch dispatch = new Dispatch(own, parts.clock(), parts.routes(), judge, new Withholding(parts.openings()));
        return new ExchangeHandler(
                own,
                parts.clock(),
                new Intake(
                        parts.callers(),
                        wrongKeys,
                        once,
                        accounting,
                        entrance,
                        bodies,
                        parts.routes(),
                        parts.shelf(),
                        parts.switches()),
                once,
                judge,
                new Orders(parts.routes(), parts.limits().answerBytes()),
                dispatch,
                new StreamPath(dispatch, judge, recorder, parts.limits().answerBytes()),
                new Release(new Cases(parts.desk(), parts.deskNames()), recorder),
                recorder,
                traffic,
                held,
                parts.limits().heartbeat());
    }
}
