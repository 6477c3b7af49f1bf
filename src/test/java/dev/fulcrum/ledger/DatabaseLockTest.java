package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.ledger.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two gateways on one file, the second does not start. */
class DatabaseLockTest {
    @TempDir
    Path directory;

    private static void assertLocked(ThrowingCallable start) {
        assertThatThrownBy(start).isInstanceOfSatisfying(DatabaseException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.LOCKED);
            assertThat(refusal).hasMessageContaining("a gateway runs on it already: process ");
        });
    }

    @Test
    void secondIsRefused_whenItTakesAnotherWayToTheFile() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path file = data.resolve("ledger.db");
        Path linkedDirectory = Files.createSymbolicLink(directory.resolve("linked"), data);
        try (Database first = Database.openToServe(file)) {
            Path linkedFile = Files.createSymbolicLink(directory.resolve("alias.db"), file);

            assertLocked(() -> Database.openToServe(file));
            assertLocked(() -> Database.openToServe(data.resolve("../data/./ledger.db")));
            assertLocked(() -> Database.openToServe(linkedDirectory.resolve("ledger.db")));
            assertLocked(() -> Database.openToServe(linkedFile));
            assertThat(first.lost()).isEmpty();
        }
        Database.openToServe(linkedDirectory.resolve("ledger.db")).close();
    }

    @Test
    void fileIsRefused_whenItHasASecondName() throws IOException {
        Path file = directory.resolve("ledger.db");
        try (Database first = Database.openToServe(file)) {
            Path second = Files.createLink(directory.resolve("second.db"), file);

            assertThatThrownBy(() -> Database.openToServe(second)).hasMessageContaining("hard links");
            assertThat(first.lost()).isEmpty();
        }
    }

    @Test
    void anotherProcessIsRefused_whenThisOneHoldsTheFile_andNotAfterItWasKilled() throws Exception {
        Path file = directory.resolve("ledger.db");
        Process holder = holder(file);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("held")));
            assertLocked(() -> Database.openToServe(file));
            assertThatThrownBy(() -> Database.openToServe(file)).hasMessageContaining("process " + holder.pid());
            try (Database reading = Database.openReadOnly(file);
                    Database writing = Database.open(file)) {
                assertThat(reading.file()).isEqualTo(writing.file());
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        Database.openToServe(file).close();
    }

    @Test
    void lockIsMadeAgain_whenSomebodyDeletesItsFile() throws IOException {
        Path file = directory.resolve("ledger.db");
        try (Database first = Database.openToServe(file)) {
            Files.delete(directory.resolve("ledger.db.lock"));

            await().until(() -> Files.exists(directory.resolve("ledger.db.lock")));
            assertLocked(() -> Database.openToServe(file));
            assertThat(first.lost()).isEmpty();
        }
    }

    private static Process holder(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
