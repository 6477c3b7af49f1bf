package dev.fulcrum.cli;

import dev.fulcrum.App;
import dev.fulcrum.StartFailure;
import dev.fulcrum.config.GatewayConfig;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command `serve`: runs the gateway until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the gateway.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        GatewayConfig read = config.read();
        App app;
        try {
            app = App.start(read, Clock.systemUTC());
        } catch (StartFailure e) {
            throw new Trouble(e.problems().isEmpty() ? e.getMessage() : Findings.text(e.problems(), Palette.auto()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "fulcrum-shutdown"));
        var out = spec.commandLine().getOut();
        out.printf(
                "Fulcrum answers on %s://%s:%d, revision %s%n",
                read.server().scheme(), read.server().host(), app.port(), app.revision());
        out.printf(
                "Operators call   %s://%s:%d/admin/v1%n",
                read.admin().scheme(), read.admin().host(), app.adminPort());
        app.firstToken()
                .ifPresent(token -> out.printf(
                        "First start: the admin token is %s%n  shown this once, and kept in %s%n",
                        token.secret(), token.file()));
        return FulcrumCommand.STAYS;
    }
}
