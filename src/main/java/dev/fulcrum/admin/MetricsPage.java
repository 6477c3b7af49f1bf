package dev.fulcrum.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Serves {@code GET /metrics} in the Prometheus text format. */
final class MetricsPage {
    private final PrometheusMeterRegistry meters;
    private final boolean open;

    MetricsPage(PrometheusMeterRegistry meters, boolean open) {
        this.meters = meters;
        this.open = open;
    }

    void mount(Router router, Calls calls) {
        if (open) {
            router.get("/metrics").handler(this::scrape);
        } else {
            calls.get(router, "/metrics", (context, operator) -> {
                scrape(context);
                return Future.succeededFuture();
            });
        }
    }

    private void scrape(RoutingContext context) {
        context.response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(meters.scrape());
    }
}
