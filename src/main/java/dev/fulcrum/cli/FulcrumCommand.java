package dev.fulcrum.cli;

import dev.fulcrum.inspect.UnusableSchema;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command `fulcrum`: without a subcommand it serves. */
@Command(
        name = "fulcrum",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "A policy router in front of model endpoints: every rule names the risk it lowers and the price it raises.",
        footer = {"", "Exit codes: 0 fine, 1 findings, 2 usage or configuration."},
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            TestCommand.class,
            LedgerCommand.class,
            TokenCommand.class,
            HashKeyCommand.class,
            CommandLine.HelpCommand.class
        })
public final class FulcrumCommand implements Runnable {
    /** What {@link #run} returns when a server is running and the process has to go on. */
    public static final int STAYS = -1;

    static final int FINE = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command line; returns its exit code, or {@link #STAYS}. */
    public static int run(String... arguments) {
        if (arguments.length == 0 || arguments[0].equals("serve")) {
            // a terminal that goes away must not end a gateway, not even before its log is there
            Signals.on("HUP", () -> {});
        }
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new FulcrumCommand());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Trouble || failure instanceof UnusableSchema) {
                command.getErr().println(failure.getMessage());
                return USAGE;
            }
            throw failure;
        });
        return line.execute(arguments.length == 0 ? new String[] {"serve"} : arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }
}
