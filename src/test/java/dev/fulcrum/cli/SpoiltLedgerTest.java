package dev.fulcrum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.ledger.SpoiltLedger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that look at a ledger some of whose pages are damaged: they say where, and show the rest.
 *
 * <p>Ten files in an ordinary build; {@code -Dfulcrum.spoilt=500} for more.
 */
class SpoiltLedgerTest {
    private static final int FILES = Integer.getInteger("fulcrum.spoilt", 10);
    private static final int LAST = SpoiltLedger.ENTRIES + 1;
    private static final Pattern MISSING = Pattern.compile("missing here: entr(?:y|ies) (\\d+)(?: to (\\d+))? cannot");

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path sound;
    private Path ledger;
    private String config;

    @BeforeEach
    void write() throws IOException {
        config = home.resolve("fulcrum.yaml").toString();
        sound = home.resolve("sound.db");
        ledger = home.resolve("fulcrum.db");
        Files.writeString(
                Path.of(config),
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                policy: { rules: rules, risks: risks.yaml }
                ledger: { path: fulcrum.db }
                """);
        SpoiltLedger.write(sound);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        int exit = FulcrumCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return exit;
    }

    @Test
    void commandsSayWhereTheDamageIs_andShowTheRest() throws IOException {
        for (int seed = 0; seed < FILES; seed++) {
            for (String ending : List.of("-wal", "-shm")) {
                Files.deleteIfExists(home.resolve("fulcrum.db" + ending));
            }
            Files.copy(sound, ledger, StandardCopyOption.REPLACE_EXISTING);
            String spoilt = SpoiltLedger.spoil(ledger, seed);

            int verified = run("ledger", "verify", "--config", config);
            String found = out.toString() + err;
            assertClear(spoilt, verified, found);
            assertThat(verified).as(spoilt + "\n" + found).isNotZero();

            int exported = run("ledger", "export", "--config", config);
            assertClear(spoilt, exported, err.toString());
            if (exported != FulcrumCommand.USAGE) {
                assertEveryEntryIsThereOrMissing(spoilt, exported);
            }

            int tailed = run("ledger", "tail", "--no-follow", "-n", "1000000", "--config", config);
            assertClear(spoilt, tailed, err.toString());
            int listed = run("token", "list", "--config", config);
            assertClear(spoilt, listed, out.toString() + err);
        }
    }

    private static void assertClear(String spoilt, int exit, String said) {
        assertThat(said).as(spoilt).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(exit).as(spoilt).isBetween(0, 2);
        if (exit != 0) {
            assertThat(said).as(spoilt).containsAnyOf("restore a copy", "ledger verify", "page", "differs");
        }
    }

    private void assertEveryEntryIsThereOrMissing(String spoilt, int exit) {
        BitSet there = new BitSet();
        List<String> lines = out.toString().lines().toList();
        lines.forEach(line -> there.set(new JsonObject(line).getInteger("seq")));
        assertThat(lines).as(spoilt).hasSize(there.cardinality());
        Matcher missing = MISSING.matcher(err.toString());
        while (missing.find()) {
            int first = Integer.parseInt(missing.group(1));
            int last = missing.group(2) == null ? first : Integer.parseInt(missing.group(2));
            there.set(first, last + 1);
            assertThat(exit).as(spoilt).isEqualTo(FulcrumCommand.FINDINGS);
        }
        if (!spoilt.contains("cut") && !spoilt.contains("way 2") && !spoilt.contains("way 3")) {
            assertThat(there.nextClearBit(1)).as(spoilt + "\n" + err).isGreaterThan(LAST);
        }
    }
}
