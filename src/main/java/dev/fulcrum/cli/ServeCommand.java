package dev.fulcrum.cli;

import dev.fulcrum.App;
import dev.fulcrum.StartFailure;
import dev.fulcrum.config.GatewayConfig;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command `serve`: runs the gateway until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the gateway.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin
    private ConfigOption config;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        // a terminal that goes away while the rules are compiled must not end the process; TERM and INT may, nothing is
        // under way yet
        Signals.on("HUP", () -> LOG.info("SIGHUP during the start: the files are being read"));
        GatewayConfig read = config.read();
        App app;
        try {
            app = App.start(read, Clock.systemUTC());
        } catch (StartFailure e) {
            throw new Trouble(e.problems().isEmpty() ? e.getMessage() : Findings.text(e.problems(), Palette.auto()));
        } catch (Error e) {
            LOG.error("the start broke", e);
            throw new Trouble("the gateway could not start, since it broke: " + e + "; its log has more");
        }
        app.endWithoutMemory();
        obeySignals(app);
        var out = spec.commandLine().getOut();
        out.printf(
                "Fulcrum answers on %s://%s:%d, revision %s%n",
                read.server().scheme(), read.server().host(), app.port(), app.revision());
        out.printf(
                "Operators call   %s://%s:%d/admin/v1%n",
                read.admin().scheme(), read.admin().host(), app.adminPort());
        app.firstToken()
                .ifPresent(token -> out.printf(
                        "First start: the admin token is in %s, which its owner alone can read%n", token.file()));
        return FulcrumCommand.STAYS;
    }

    /** Stops in peace at the first signal and at once at the second; a terminal that goes away reads the files again. */
    private static void obeySignals(App app) {
        AtomicBoolean stopping = new AtomicBoolean();
        boolean term = stopsAt("TERM", 143, app, stopping);
        boolean interrupt = stopsAt("INT", 130, app, stopping);
        Signals.on("HUP", () -> daemon("fulcrum-reload", () -> app.reload("SIGHUP")));
        // for whatever else ends the machine; does nothing when a signal has stopped the gateway
        Runnable rest = term && interrupt ? app::close : () -> app.stop("shutdown");
        Runtime.getRuntime().addShutdownHook(new Thread(rest, "fulcrum-shutdown"));
    }

    private static boolean stopsAt(String signal, int status, App app, AtomicBoolean stopping) {
        return Signals.on(signal, () -> {
            if (stopping.getAndSet(true)) {
                LOG.warn("SIG{} while stopping: the process ends now", signal);
                Runtime.getRuntime().halt(status);
            }
            daemon("fulcrum-stop", () -> {
                app.stop("SIG" + signal);
                System.exit(0);
            });
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
