package dev.fulcrum.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;

/** The operators' JSON API, below {@code /admin/v1}, and the metrics. */
public final class Admin {
    private static final int BODY_BYTES = 256 * 1024;
    private final Vertx vertx;
    private final AdminParts parts;

    public Admin(Vertx vertx, AdminParts parts) {
        this.vertx = vertx;
        this.parts = parts;
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @return the port
     */
    public Future<Integer> listen(String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(75)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return vertx.createHttpServer(options).requestHandler(router()).listen().map(HttpServer::actualPort);
    }

    private Router router() {
        Router router = Router.router(vertx);
        Calls calls = new Calls(new Tokens(parts.tokens(), vertx));
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
