package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Act;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger whose file is taken away or spoilt under it says so, and takes nothing more. */
class FileGuardTest {
    private static final Act ACT = new Act(Entries.AT, "li", "switch", "request/off-topic", "why", Map.of());

    @TempDir
    Path directory;

    private Path file;
    private Database database;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        file = directory.resolve("ledger.db");
        database = Database.openToServe(file);
        ledger = new Ledger(database, 1000, Duration.ofSeconds(60));
        for (int i = 0; i < 300; i++) {
            ledger.append(Entries.traded("e" + i));
        }
        get(ledger.append(Entries.traded("last")).durable());
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private static void get(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** All that goes to the database itself, so that pages can be spoilt there. */
    private void checkpoint() throws Exception {
        database.writerThread().execute(() -> database.writer()
                .useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)")));
        get(ledger.append(Entries.traded("checkpointed")).durable());
    }

    private void assertLost() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !ledger.healthy());
        assertThat(ledger.trouble()).contains("ledger.db").contains("while the gateway ran");
        assertThatThrownBy(() -> get(ledger.append(Entries.plain("plain")).accepted()))
                .hasCauseInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> get(ledger.append(Entries.traded("traded")).durable()))
                .hasCauseInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> get(ledger.record(ACT))).hasCauseInstanceOf(LedgerUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger.db", "ledger.db-wal", "ledger.db-shm"})
    void nothingIsTaken_whenAFileIsDeleted(String name) throws IOException {
        Files.delete(directory.resolve(name));

        assertLost();
    }

    @Test
    void nothingIsTaken_whenAllFilesAreMovedAway() throws IOException {
        Files.move(file, directory.resolve("other.db"));
        Files.move(directory.resolve("ledger.db-wal"), directory.resolve("other.db-wal"));

        assertLost();
    }

    @Test
    void nothingIsTaken_whenAnotherFileIsRenamedOverIt() throws IOException {
        Path copy = Files.copy(file, directory.resolve("copy.db"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertLost();
    }

    @Test
    void nothingIsTaken_whenAnOlderCopyIsWrittenOverIt() throws Exception {
        checkpoint();
        byte[] older = Files.readAllBytes(file);
        for (int i = 0; i < 50; i++) {
            get(ledger.append(Entries.traded("later" + i)).durable());
        }
        checkpoint();
        Files.write(file, older);

        assertLost();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8192, 20_000})
    void nothingIsTaken_whenItIsCutShort(long length) throws Exception {
        checkpoint();
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(length);
        }

        assertLost();
    }

    @Test
    void nothingIsTaken_whenItsLogIsCutShort() throws IOException {
        try (RandomAccessFile raw =
                new RandomAccessFile(directory.resolve("ledger.db-wal").toFile(), "rw")) {
            raw.setLength(0);
        }

        assertLost();
    }

    @Test
    void nothingIsTaken_whenPagesAreOverwritten() throws Exception {
        checkpoint();
        spoil(file);

        assertLost();
    }

    @Test
    void nothingIsTaken_whenPagesAreOverwrittenInTheMiddleOfATransaction() throws Exception {
        checkpoint();
        database.writerThread().execute(() -> database.writer().useTransaction(handle -> {
            handle.execute("UPDATE ledger_probe SET tries = tries + 1");
            try {
                spoil(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }));

        assertLost();
    }

    @Test
    void nothingIsTaken_whenAFrameOfTheLogIsOverwrittenInTheMiddleOfATransaction() throws Exception {
        database.writerThread().execute(() -> database.writer().useTransaction(handle -> {
            handle.execute("UPDATE ledger_probe SET tries = tries + 1");
            try (RandomAccessFile open =
                    new RandomAccessFile(directory.resolve("ledger.db-wal").toFile(), "rw")) {
                open.seek(500);
                open.write(new byte[] {1, 2, 3, 4, 5, 6, 7});
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }));

        assertLost();
    }

    @Test
    void logIsSound_howeverOftenItGoesRound() throws Exception {
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 300; i++) {
                ledger.append(Entries.traded("r" + round + "-" + i));
            }
            get(ledger.append(Entries.traded("r" + round)).durable());
            database.guard().lookAtLog();
            database.guard().lookAtPages();
            assertThat(ledger.trouble()).isEmpty();
        }
    }

    @Test
    void startIsRefused_whenPagesAreDamaged() throws Exception {
        ledger.close();
        database.close();
        spoil(file);

        assertThatThrownBy(() -> Database.openToServe(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void startIsRefused_whenOnlyTheLogIsLeft() throws IOException {
        Files.copy(directory.resolve("ledger.db-wal"), directory.resolve("left.db-wal"));

        assertThatThrownBy(() -> Database.openToServe(directory.resolve("left.db")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("left.db-wal");
        assertThat(directory.resolve("left.db")).doesNotExist();
    }

    @Test
    void goesOn_whenAnotherProgramWritesAsSqliteDoes() throws Exception {
        try (Database other = Database.open(file);
                Ledger second = new Ledger(other, 10, Duration.ofSeconds(10))) {
            get(second.record(ACT));
        }
        get(ledger.record(ACT));

        assertThat(ledger.healthy()).isTrue();
        assertThat(new LedgerReader(database.readers()).verify().intact()).isTrue();
    }

    private static void spoil(Path file) throws IOException {
        byte[] rubbish = new byte[8192];
        Random random = new Random(7);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 2; page < raw.length() / rubbish.length; page += 3) {
                random.nextBytes(rubbish);
                raw.seek(page * rubbish.length);
                raw.write(rubbish);
            }
        }
    }
}
