package dev.fulcrum.cli;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.DatabaseException;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.Token;
import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.ledger.TokenStore;
import dev.fulcrum.model.Act;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command `token`: makes, lists and revokes the tokens of operators and reviewers. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the tokens of operators and reviewers.")
final class TokenCommand implements Runnable {
    private static final int NAME_CHARACTERS = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "create, list or revoke?");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(mixinStandardHelpOptions = true, description = "Makes a token and prints it once.")
    int create(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "NAME", description = "Whose it is; stands in the audit.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer, operator, reviewer or admin.")
                    String role,
            @Option(
                            names = "--begin",
                            description = "Begins the ledger when there is none, as the first start of `serve` does.")
                    boolean begin) {
        TokenRole known = TokenRole.of(role)
                .orElseThrow(() -> new Trouble(
                        "--role is `" + Shown.plain(role) + "`; expected viewer, operator, reviewer or admin"));
        if (name.isBlank() || name.length() > NAME_CHARACTERS || !name.equals(Shown.plain(name))) {
            throw new Trouble("NAME is `" + Shown.plain(name) + "`; expected up to " + NAME_CHARACTERS
                    + " characters that can be printed: it stands in the audit");
        }
        if (!begin) {
            requireLedger(config.read());
        }
        return writing(config, work -> {
            TokenStore.Creation creation = work.store().create(work.handle(), name, known);
            if (creation instanceof TokenStore.Created created) {
                work.record("token-create", name, Map.of("role", role));
                out().println(created.secret());
                return FulcrumCommand.FINE;
            }
            Token holder = ((TokenStore.NameTaken) creation).holder();
            throw new Trouble("a token called `" + Shown.plain(name) + "` exists already"
                    + holder.revoked()
                            .map(at -> " and was revoked on " + at
                                    + "; the name stands in the audit for its holder, so take another, such as `"
                                    + Shown.plain(name) + "-2`")
                            .orElse("; take another name, such as `" + Shown.plain(name) + "-2`"));
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists tokens, never their secrets.")
    int list(@Mixin ConfigOption config) {
        return reading(config, store -> {
            for (Token token : store.list()) {
                out().printf(
                                "%-24s %-9s made %s%s%n",
                                Shown.plain(token.name()),
                                token.role().id(),
                                token.created(),
                                token.revoked().map(at -> ", revoked " + at).orElse(""));
            }
            return FulcrumCommand.FINE;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Revokes a token at once.")
    int revoke(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "Whose it is.") String name) {
        requireLedger(config.read());
        return writing(config, work -> {
            Optional<Token> revoked = work.store().revoke(work.handle(), name);
            if (revoked.isEmpty()) {
                throw new Trouble("no valid token is called `" + Shown.plain(name) + "`; `token list` shows them");
            }
            work.record(
                    "token-revoke", name, Map.of("role", revoked.get().role().id()));
            out().println("revoked");
            return FulcrumCommand.FINE;
        });
    }

    /** Looks only, also at a file that nobody may write. */
    private static int reading(ConfigOption config, ToIntFunction<TokenStore> task) {
        GatewayConfig read = config.read();
        try (Database database = Database.openReadOnly(read.ledger().path())) {
            return task.applyAsInt(new TokenStore(database.readers(), Clock.systemUTC()));
        } catch (DatabaseException e) {
            throw new Trouble(e.getMessage());
        } catch (JdbiException | IllegalStateException damaged) {
            throw LedgerCommand.unreadable(read, damaged);
        }
    }

    /** A slip in a path must not begin a second ledger, which the gateway would never look at. */
    private static void requireLedger(GatewayConfig config) {
        Path file = config.ledger().path();
        if (!Files.exists(file)) {
            throw new Trouble("ledger file " + file
                    + ": there is no such file; `serve` or `token create --begin` begins it. Is `ledger.path` right?");
        }
    }

    private record Work(Handle handle, TokenStore store, Ledger ledger, Clock clock) {
        void record(String verb, String name, Map<String, String> details) {
            ledger.record(handle, new Act(clock.instant(), "command line", verb, name, "", details));
        }
    }

    private static int writing(ConfigOption config, ToIntFunction<Work> task) {
        GatewayConfig read = config.read();
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(read.ledger().path());
                Ledger ledger = new Ledger(database, 1, read.ledger().patience())) {
            TokenStore store = new TokenStore(database.readers(), clock);
            return CompletableFuture.supplyAsync(
                            () -> database.writer()
                                    .<Integer, RuntimeException>inTransaction(
                                            handle -> task.applyAsInt(new Work(handle, store, ledger, clock))),
                            database.writerThread())
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Trouble || e.getCause() instanceof DatabaseException) {
                throw (RuntimeException) e.getCause();
            }
            throw LedgerCommand.unreadable(read, e);
        } catch (DatabaseException e) {
            throw new Trouble(e.getMessage());
        }
    }
}
