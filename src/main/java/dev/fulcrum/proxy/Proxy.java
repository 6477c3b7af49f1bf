package dev.fulcrum.proxy;

import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.RevisionShelf;
import dev.fulcrum.surface.Surface;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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
     * @param idleTime until a silent connection is closed
     */
    public record Limits(
            int bodyBytes,
            int answerBytes,
            int headerBytes,
            Duration requestTime,
            int connections,
            int connectionsPerAddress,
            int requestsPerConnection,
            Duration idleTime) {}

    /**
     * What the path is made of.
     *
     * @param switches the switches in force
     * @param desks the desks at a moment
     * @param answerClasses what kind of answer a text is; cheap however long the text is
     * @param deskNames every desk
     * @param missing why the gateway is not ready, or an empty text when it is
     */
    public record Parts(
            InstantSource clock,
            List<Surface> surfaces,
            Callers callers,
            Routes routes,
            RevisionShelf shelf,
            Supplier<Switches> switches,
            PolicyEngine engine,
            Function<Instant, List<Desk>> desks,
            Function<String, AnswerClass> answerClasses,
            Set<String> deskNames,
            HandoffDesk desk,
            Ledger ledger,
            MeterRegistry meters,
            Supplier<String> missing,
            Limits limits) {
        public Parts {
            surfaces = List.copyOf(surfaces);
            deskNames = Set.copyOf(deskNames);
        }
    }

    private final Vertx vertx;
    private final Parts parts;
    private final Gauges gauges;
    private final List<ProxyServer> servers = new CopyOnWriteArrayList<>();

    public Proxy(Vertx vertx, Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.gauges = new Gauges(parts.meters());
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
                connections);
        Supplier<ProxyServer> server = () -> {
            ProxyServer made = new ProxyServer(settings, parts, gauges, this::exchangeHandler);
            servers.add(made);
            return made;
        };
        return vertx.deployVerticle(server, new DeploymentOptions().setInstances(eventLoops))
                .map(id -> servers.get(0).port());
    }

    /** Takes new connections with another certificate; those that stand go on. To be called while it listens with TLS. */
    public Future<Void> useTls(ServerSSLOptions tls) {
        return servers.get(0).useTls(tls).mapEmpty(); // the servers share what listens
    }

    private ExchangeHandler exchangeHandler(Vertx own) {
        BodyReader bodies =
                new BodyReader(own, parts.limits().bodyBytes(), parts.limits().requestTime());
        Judge judge = new Judge(parts.engine(), new Lookout(gauges), parts.desks(), parts.answerClasses());
        Recorder recorder = new Recorder(parts.ledger(), gauges);
        return new ExchangeHandler(
                own,
                parts.clock(),
                new Intake(parts.callers(), bodies, parts.routes(), parts.shelf(), parts.switches()),
                judge,
                parts.routes(),
                new Dispatch(parts.limits().answerBytes()),
                new StreamPath(judge, recorder, parts.limits().answerBytes()),
                new Release(new Cases(parts.desk(), parts.deskNames()), recorder),
                recorder);
    }
}
