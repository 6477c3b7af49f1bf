package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fulcrum.ledger.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path directory;

    @Test
    void createsFileForOwnerAlone_whenMissing() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "file modes are checked on POSIX systems only");
        Path file = directory.resolve("deep/er/ledger.db");

        Database.open(file).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void writesAheadAndSyncsFully_whenOpen() {
        try (Database database = Database.open(directory.resolve("ledger.db"))) {
            assertThat(text(database, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(text(database, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(text(database, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(text(database, "PRAGMA page_size")).isEqualTo("8192");
        }
    }

    @Test
    void keepsEntries_whenOpenedAgain() {
        Path file = directory.resolve("ledger.db");
        for (int run = 1; run <= 2; run++) {
            try (Database database = Database.open(file);
                    Ledger ledger = new Ledger(database, 10, Duration.ofSeconds(5))) {
                ledger.append(Entries.traded("run-" + run))
                        .durable()
                        .toCompletableFuture()
                        .join();
            }
        }
        try (Database database = Database.openReadOnly(file)) {
            LedgerReader reader = new LedgerReader(database.readers());
            assertThat(reader.tail(10))
                    .extracting(row -> row.exchange().orElseThrow())
                    .containsExactly("run-1", "run-2");
            assertThat(reader.verify().intact()).isTrue();
        }
    }

    @Test
    void schemaIsTheNewestMigration_whenOpen() {
        try (Database database = Database.open(directory.resolve("ledger.db"))) {
            assertThat(text(database, "PRAGMA user_version")).isEqualTo(Integer.toString(SchemaStore.VERSION));
            assertThat(text(database, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                    .isEqualTo(Integer.toString(SchemaStore.VERSION));
        }
    }

    @Test
    void saysNotADatabase_whenFileIsText() throws IOException {
        Path file = Files.writeString(directory.resolve("ledger.db"), "这不是数据库\n".repeat(500));

        assertThat(refusal(() -> Database.open(file)).reason()).isEqualTo(Reason.NOT_A_DATABASE);
        assertThat(refusal(() -> Database.openReadOnly(file)).reason()).isEqualTo(Reason.NOT_A_DATABASE);
        assertThat(Files.readString(file)).startsWith("这不是数据库");
    }

    @Test
    void saysNotALedger_whenDatabaseIsOfAnotherProgram() throws SQLException {
        Path file = directory.resolve("other.db");
        execute(file, "CREATE TABLE songs (title TEXT)");

        DatabaseException refusal = refusal(() -> Database.open(file));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_A_LEDGER);
        assertThat(refusal).hasMessageContaining("other.db").hasMessageContaining("name another file");
    }

    @Test
    void saysNewerSchema_whenNewerProgramWroteIt() throws SQLException {
        Path file = directory.resolve("ledger.db");
        Database.open(file).close();
        execute(file, "PRAGMA user_version = 99");

        DatabaseException refusal = refusal(() -> Database.open(file));

        assertThat(refusal.reason()).isEqualTo(Reason.NEWER_SCHEMA);
        assertThat(refusal).hasMessageContaining("version 99").hasMessageContaining("up to version 5");
        assertThat(refusal(() -> Database.openReadOnly(file)).reason()).isEqualTo(Reason.NEWER_SCHEMA);
    }

    @Test
    void saysOlderSchema_whenReadingWhatIsNotMigrated() throws SQLException {
        Path file = directory.resolve("ledger.db");
        Database.open(file).close();
        execute(file, "PRAGMA user_version = 2");

        assertThat(refusal(() -> Database.openReadOnly(file)).reason()).isEqualTo(Reason.OLDER_SCHEMA);
    }

    @Test
    void saysNotWritable_whenPathIsADirectoryOrBelowAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThat(refusal(() -> Database.open(directory)).reason()).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(refusal(() -> Database.open(file.resolve("ledger.db"))).reason())
                .isEqualTo(Reason.NOT_WRITABLE);
    }

    @Test
    void saysMissing_whenReadingWhatIsNotThere() {
        assertThat(refusal(() -> Database.openReadOnly(directory.resolve("none.db")))
                        .reason())
                .isEqualTo(Reason.MISSING);
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    @Test
    void readsWhatAServerWrites_whenOpenedForReading() {
        Path file = directory.resolve("ledger.db");
        try (Database server = Database.open(file);
                Ledger ledger = new Ledger(server, 10, Duration.ofSeconds(5));
                Database visitor = Database.openReadOnly(file)) {
            LedgerReader reader = new LedgerReader(visitor.readers());
            ledger.append(Entries.plain("first"))
                    .durable()
                    .toCompletableFuture()
                    .join();
            assertThat(reader.head().seq()).isEqualTo(1);

            ledger.append(Entries.plain("second"))
                    .durable()
                    .toCompletableFuture()
                    .join();
            assertThat(reader.after(1, 10)).extracting(LedgerRow::seq).containsExactly(2L);
            assertThatThrownBy(visitor::writer).hasMessageContaining("opened for reading");
            assertThatThrownBy(() -> visitor.readers().useHandle(handle -> handle.execute("DELETE FROM entries")))
                    .hasMessageContaining("readonly");
        }
    }

    private static String text(Database database, String query) {
        return database.writer()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DatabaseException refusal(ThrowingCallable opening) {
        return catchThrowableOfType(DatabaseException.class, opening);
    }
}
