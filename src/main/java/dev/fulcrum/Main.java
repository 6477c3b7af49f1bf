package dev.fulcrum;

import dev.fulcrum.cli.FulcrumCommand;

/** The command line's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exit = FulcrumCommand.run(arguments);
        if (exit != FulcrumCommand.STAYS) {
            System.exit(exit);
        }
    }
}
