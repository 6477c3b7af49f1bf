package dev.fulcrum.admin;

import dev.fulcrum.upstream.Idleness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;

/** The operators' JSON API, below {@code /admin/v1}, and the metrics. */
public final class Admin {
    private static final Duration IDLE_TIME = Duration.ofSeconds(75);
    private static final int BODY_BYTES = 256 * 1024;
    private final Vertx vertx;
    private final AdminParts parts;
    private HttpServer server;

    public Admin(Vertx vertx, AdminParts parts) {
        this.vertx = vertx;
        this.parts = parts;
    }

    /**
     * Listens.
     *
     * @param where host, port (0 for any free one) and TLS
     * @return the port
     */
    public Future<Integer> listen(HttpServerOptions where) {
        HttpServerOptions options =
                new HttpServerOptions(where).setHttp2ClearTextEnabled(false).setTcpKeepAlive(true);
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> Idleness.install(connection, IDLE_TIME))
                .requestHandler(router());
        return server.listen().map(HttpServer::actualPort);
    }

    /** Takes new connections with another certificate; those that stand go on. To be called while it listens with TLS. */
    public Future<Void> useTls(ServerSSLOptions tls) {
        return server.updateSSLOptions(tls, true).mapEmpty();
    }

    private Router router() {
        Router router = Router.router(vertx);
        WrongTokens wrong = new WrongTokens(parts.ledger(), parts.clock());
        vertx.setPeriodic(30_000, id -> wrong.tell());
        Calls calls = new Calls(new Tokens(parts.tokens(), vertx), wrong);
        MetricsPage metrics = new MetricsPage(parts.meters(), parts.openMetrics());
        metrics.mount(router, calls);
        router.route("/admin/v1/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        new RuleCalls(parts).mount(router, calls);
        new RevisionCalls(parts).mount(router, calls);
        new CaseCalls(parts, vertx).mount(router, calls);
        new ReadingCalls(parts, vertx).mount(router, calls);
        calls.mountErrors(router);
        return router;
    }
}
