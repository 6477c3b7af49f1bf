package dev.fulcrum.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Serves {@code GET /metrics} in the Prometheus text format. */
final class MetricsPage {
    /** A page of another site can make its name lead to this machine, but not choose the host that a browser then names. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

    private final PrometheusMeterRegistry meters;
    private final boolean open;

    MetricsPage(PrometheusMeterRegistry meters, boolean open) {
        this.meters = meters;
        this.open = open;
    }

    void mount(Router router, Calls calls) {
        if (open) {
            router.get("/metrics").handler(context -> {
                if (!LOOPBACK.matcher(String.valueOf(context.request().getHeader("host")))
                        .matches()) {
                    context.fail(new Refusal(
                            403,
                            "host_refused",
                            "without a token, metrics are there for callers of localhost, 127.0.0.1 or [::1] alone"));
                    return;
                }
                scrape(context);
            });
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
