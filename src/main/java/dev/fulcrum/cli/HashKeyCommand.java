package dev.fulcrum.cli;

import dev.fulcrum.proxy.Callers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command `hash-key`: makes the hash of an application's key for the configuration. */
@Command(
        name = "hash-key",
        mixinStandardHelpOptions = true,
        description = "Makes the hash of an application's key for `apps[].keys`; reads the key from standard input.")
final class HashKeyCommand implements Callable<Integer> {
    private static final int KEY_BYTES = 32;

    @Option(names = "--new", description = "Makes a new key and prints it once, with its hash.")
    private boolean fresh;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (fresh) {
            byte[] bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            String key = "fk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            out.println("key:  " + key);
            out.println("hash: " + Callers.hash(key));
            return FulcrumCommand.FINE;
        }
        String key = readKey();
        if (key == null || key.isBlank()) {
            throw new Trouble("no key was given; type it, pipe it in, or use --new");
        }
        out.println(Callers.hash(key.strip()));
        return FulcrumCommand.FINE;
    }

    private static String readKey() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
