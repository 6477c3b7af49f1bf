package dev.fulcrum.bench;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Starts the benchmark's own servers: one event loop for each core, ended with the process. */
final class Servers {
    private Servers() {}

    /** Deploys one verticle for each core; ends the process with status 1 when that fails. */
    static void run(Supplier<Deployable> verticles) {
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx.vertx()
                .deployVerticle(verticles, new DeploymentOptions().setInstances(cores))
                .onFailure(cause -> {
                    System.err.println("cannot serve: " + cause);
                    System.exit(1);
                });
    }
}
