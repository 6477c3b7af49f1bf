package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @TempDir
    Path directory;

    @Test
    void everyEntryToldDurableIsThere_whenProcessIsKilled() throws Exception {
        Path file = directory.resolve("ledger.db");
        Set<String> told = new LinkedHashSet<>();
        for (int run = 0; run < 3; run++) {
            told.addAll(killedAfter(file, "run" + run, 300));
        }

        try (Database database = Database.open(file)) {
            LedgerReader reader = new LedgerReader(database.readers());
            Set<String> kept = new HashSet<>();
            reader.export(Optional.empty(), row -> kept.add(row.exchange().orElseThrow()));
            assertThat(told).hasSizeGreaterThanOrEqualTo(900);
            assertThat(kept).containsAll(told);
            assertThat(reader.verify().broken()).isEmpty();
        }
    }

    /** Starts a process that appends, kills it after so many lines, and returns every line that came out whole. */
    private static Set<String> killedAfter(Path file, String prefix, int lines)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        file.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> told = new LinkedHashSet<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // the logger writes to the same stream unless configured otherwise
                if (line.matches(prefix + "-\\d+")) {
                    told.add(line);
                }
                if (told.size() == lines) {
                    process.destroyForcibly();
                    break;
                }
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return told;
    }
}
