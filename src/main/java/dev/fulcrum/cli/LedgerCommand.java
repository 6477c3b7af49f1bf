package dev.fulcrum.cli;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.ledger.ChainHead;
import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.DatabaseException;
import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.LedgerRow;
import dev.fulcrum.ledger.Verification;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command `ledger`: looks at the record, also while a gateway writes it. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Looks at the record of exchanges, trades and operators' acts.")
final class LedgerCommand implements Runnable {
    private static final long PAUSE_MILLIS = 250;
    private static final int PAGE = 500;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "tail, export or verify?");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static int reading(ConfigOption config, ToIntFunction<LedgerReader> work) {
        GatewayConfig read = config.read();
        try (Database database = Database.openReadOnly(read.ledger().path())) {
            return work.applyAsInt(new LedgerReader(database.readers()));
        } catch (DatabaseException e) {
            throw new Trouble(e.getMessage());
        } catch (JdbiException e) {
            throw unreadable(read, e);
        }
    }

    /** Of a file that can be opened, but not be read. */
    static Trouble unreadable(GatewayConfig config, RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new Trouble("ledger file " + config.ledger().path() + ": cannot be read on ("
                + Shown.plain(String.valueOf(cause.getMessage()))
                + "). `ledger verify` says where it is damaged. Stop the gateway, keep the file, and restore a copy");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Shows the newest entries, and follows the ledger as it grows.")
    int tail(
            @Mixin ConfigOption config,
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many entries to begin with; default ${DEFAULT-VALUE}.")
                    int lines,
            @Option(names = "--no-follow", description = "Ends after the newest entries.") boolean once,
            @Option(names = "--format", defaultValue = "text", description = "text or json; default ${DEFAULT-VALUE}.")
                    Format format) {
        if (lines < 0) {
            throw new Trouble("-n is " + lines + "; expected 0 or more entries to begin with");
        }
        return reading(config, reader -> {
            EntryLines pretty = new EntryLines(Palette.auto());
            long last = reader.last();
            AtomicLong shown = new AtomicLong(last);
            AtomicLong lost = new AtomicLong();
            reader.read(
                    Math.max(0, last - lines),
                    row -> {
                        show(List.of(row), format, pretty);
                        shown.set(Math.max(row.seq(), shown.get()));
                    },
                    missing -> {
                        lost.incrementAndGet();
                        spec.commandLine().getErr().println("missing here: " + missing);
                    });
            if (lost.get() > 0) {
                spec.commandLine().getErr().println(damaged(config));
            }
            long seq = shown.get();
            List<LedgerRow> rows;
            while (!once && !out().checkError()) {
                rows = reader.after(seq, PAGE);
                seq = rows.isEmpty() ? seq : rows.get(rows.size() - 1).seq();
                show(rows, format, pretty);
                if (rows.isEmpty() && !paused()) {
                    break;
                }
            }
            return lost.get() == 0 ? FulcrumCommand.FINE : FulcrumCommand.FINDINGS;
        });
    }

    private static String damaged(ConfigOption config) {
        return "the ledger file " + config.read().ledger().path()
                + " is damaged: all other entries are shown. Stop the gateway, keep the file, and restore a copy";
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void show(List<LedgerRow> rows, Format format, EntryLines pretty) {
        for (LedgerRow row : rows) {
            out().println(format == Format.json ? Shown.json(row.toJsonLine()) : text(row, pretty));
        }
        out().flush();
    }

    private static String text(LedgerRow row, EntryLines pretty) {
        try {
            if (row.readable()) {
                return pretty.of(new JsonObject(row.body()));
            }
        } catch (RuntimeException changed) {
            // JSON, but not as a ledger writes it: somebody changed it
        }
        return "entry " + row.seq() + " has a broken body; `ledger verify` names the first";
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Writes entries as JSON Lines, each with its place in the chain.")
    int export(
            @Mixin ConfigOption config,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "Only entries from then on, such as 2026-11-23T08:00:00+08:00.")
                    String since) {
        Optional<Instant> from = Optional.ofNullable(since).map(LedgerCommand::instant);
        return reading(config, reader -> {
            AtomicLong broken = new AtomicLong();
            List<String> missing = new ArrayList<>();
            PrintWriter err = spec.commandLine().getErr();
            reader.export(
                    from,
                    row -> {
                        out().println(row.toJsonLine());
                        if (!row.readable()) {
                            broken.incrementAndGet();
                        }
                    },
                    lost -> {
                        missing.add(lost);
                        err.println("missing here: " + lost);
                    });
            out().flush();
            if (broken.get() > 0) {
                err.println(broken.get() + " entries have a broken body; `ledger verify` names the first");
            }
            if (!missing.isEmpty()) {
                err.println(damaged(config));
            }
            return broken.get() > 0 || !missing.isEmpty() ? FulcrumCommand.FINDINGS : FulcrumCommand.FINE;
        });
    }

    private static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new DateTimeException("outside the years 1 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new Trouble(
                    "--since is `" + Shown.plain(text) + "`; expected a time such as 2026-11-23T08:00:00+08:00");
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Checks that no entry was changed, removed or put in between.")
    int verify(
            @Mixin ConfigOption config,
            @Option(
                            names = "--head",
                            paramLabel = "SEQ:HASH",
                            description = "A head noted earlier, which the ledger still has to hold.")
                    String head) {
        Optional<ChainHead> known = Optional.ofNullable(head).map(LedgerCommand::head);
        return reading(config, reader -> {
            Verification found = reader.verify(known);
            if (found.intact()) {
                out().println(Palette.auto().green("the chain holds") + ": " + found.checked() + " entries, head "
                        + found.head().seq() + ":" + found.head().hash());
                return damage(reader, "but the file is damaged") ? FulcrumCommand.FINDINGS : FulcrumCommand.FINE;
            }
            Verification.Break broken = found.broken().orElseThrow();
            out().println(Palette.auto().red("the chain is broken") + " at entry " + broken.seq() + ": " + broken.what()
                    + " (" + found.checked() + " entries before it hold)");
            damage(reader, "the file is damaged");
            return FulcrumCommand.FINDINGS;
        });
    }

    private boolean damage(LedgerReader reader, String what) {
        Optional<String> damage = reader.damage();
        damage.ifPresent(where -> out().println(Palette.auto().red(what) + ": " + Shown.plain(where)
                + ". Stop the gateway, keep the file, and restore a copy"));
        return damage.isPresent();
    }

    private static ChainHead head(String text) {
        try {
            int colon = text.indexOf(':');
            return new ChainHead(Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new Trouble("--head is `" + Shown.plain(text) + "`; expected SEQ:HASH as `ledger verify` prints it");
        }
    }
}
