package dev.fulcrum.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Act;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFailureTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Act ACT =
            new Act(Entries.AT, "li", "switch", "request/off-topic", "too many", Map.of("after", "off"));

    @TempDir
    Path directory;

    private Database database;
    private LedgerReader reader;
    private Connection locker;

    @BeforeEach
    void open() throws SQLException {
        Path file = directory.resolve("ledger.db");
        database = Database.open(file, Duration.ofMillis(20));
        reader = new LedgerReader(database.readers());
        locker = DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @AfterEach
    void close() throws SQLException {
        locker.close();
        database.close();
    }

    @Test
    void waitsAndKeepsOrder_whenFileIsLockedForAWhile() throws Exception {
        try (Ledger ledger = new Ledger(database, 100, LONG)) {
            lock();
            CompletionStage<Void> last = null;
            for (int i = 0; i < 30; i++) {
                Appended appended = ledger.append(Entries.plain("e" + i));
                assertThat(appended.accepted().toCompletableFuture()).isCompleted();
                last = appended.durable();
            }
            await().until(() -> !ledger.healthy());
            assertThat(last.toCompletableFuture()).isNotDone();

            unlock();
            get(last);
            await().until(ledger::healthy);
        }
        assertThat(reader.tail(100))
                .extracting(row -> row.exchange().orElseThrow())
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "e" + i).toList());
        assertThat(reader.verify().intact()).isTrue();
    }

    @Test
    void failedEntryNeverAppearsAndUnaskedOneDoes_whenPatienceEnds() throws Exception {
        try (Ledger ledger = new Ledger(database, 100, SHORT)) {
            lock();
            Appended unasked = ledger.append(Entries.plain("unasked"));
            CompletionStage<Void> asked = ledger.append(Entries.traded("asked")).durable();

            assertThatThrownBy(() -> get(asked))
                    .hasCauseInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("ledger.db")
                    .hasMessageContaining("200 ms")
                    .hasMessageContaining("not recorded");
            assertThat(ledger.lag()).isEqualTo(1);
            assertThat(ledger.healthy()).isFalse();

            unlock();
            await().until(() -> reader.head().seq() == 1);
            get(unasked.durable());
        }
        assertThat(reader.tail(10))
                .extracting(row -> row.exchange().orElseThrow())
                .containsExactly("unasked");
    }

    @Test
    void waitingForAPlaceFailsAndEntryIsGone_whenPatienceEnds() throws Exception {
        try (Ledger ledger = new Ledger(database, 2, SHORT)) {
            lock();
            ledger.append(Entries.plain("first"));
            ledger.append(Entries.plain("second"));
            Appended third = ledger.append(Entries.plain("third"));

            assertThatThrownBy(() -> get(third.accepted())).hasCauseInstanceOf(LedgerUnavailable.class);
            assertThatThrownBy(() -> get(third.durable())).hasCauseInstanceOf(LedgerUnavailable.class);
            unlock();
            await().until(() -> ledger.lag() == 0);
        }
        assertThat(reader.tail(10))
                .extracting(row -> row.exchange().orElseThrow())
                .containsExactly("first", "second");
    }

    @Test
    void recoversByItself_whenNothingIsLeftToWrite() throws Exception {
        try (Ledger ledger = new Ledger(database, 100, SHORT)) {
            lock();
            CompletionStage<Void> asked = ledger.append(Entries.plain("asked")).durable();
            assertThatThrownBy(() -> get(asked)).hasCauseInstanceOf(LedgerUnavailable.class);
            assertThat(ledger.lag()).isZero();
            assertThat(ledger.healthy()).isFalse();

            unlock();
            await().until(ledger::healthy);
            get(ledger.append(Entries.plain("next")).durable());
        }
        assertThat(reader.tail(10))
                .extracting(row -> row.exchange().orElseThrow())
                .containsExactly("next");
    }

    @Test
    void actAndChangeAreNeverMade_whenPatienceEnds() throws Exception {
        try (Ledger ledger = new Ledger(database, 100, SHORT)) {
            lock();
            CompletionStage<Long> failed =
                    ledger.record(ACT, handle -> handle.execute("UPDATE switch_version SET version = 9"));
            assertThatThrownBy(() -> get(failed)).hasCauseInstanceOf(LedgerUnavailable.class);

            unlock();
            get(ledger.record(ACT, handle -> handle.execute("UPDATE switch_version SET version = version + 1")));
        }
        assertThat(reader.head().seq()).isEqualTo(1);
        int version = database.readers().withHandle(handle -> handle.createQuery("SELECT version FROM switch_version")
                .mapTo(Integer.class)
                .one());
        assertThat(version).isEqualTo(1);
    }

    @Test
    void toldTheTruth_whenDiskIsFullAndThenIsNot() throws Exception {
        try (Ledger ledger = new Ledger(database, 10_000, LONG)) {
            get(ledger.append(Entries.traded("before")).durable());
            long pages = number("PRAGMA page_count");
            number("PRAGMA max_page_count = " + (pages + 2));
            CompletionStage<Void> last = null;
            for (int i = 0; i < 600; i++) {
                last = ledger.append(Entries.traded("e" + i)).durable();
            }
            await().until(() -> !ledger.healthy());
            assertThat(reader.head().seq()).isLessThan(601);
            assertThat(last.toCompletableFuture()).isNotDone();

            number("PRAGMA max_page_count = 1000000");
            get(last);
        }
        assertThat(reader.head().seq()).isEqualTo(601);
        assertThat(reader.verify().intact()).isTrue();
    }

    @Test
    void stillAwaitedEntriesAreRefused_whenClosedWhileFileIsLocked() throws Exception {
        Ledger ledger = new Ledger(database, 100, SHORT);
        lock();
        Appended appended = ledger.append(Entries.plain("lost"));
        ledger.close();

        assertThat(ledger.lag()).isZero();
        assertThatThrownBy(() -> get(appended.durable())).hasCauseInstanceOf(LedgerUnavailable.class);
        unlock();
        assertThat(reader.head()).isEqualTo(ChainHead.NONE);
    }

    private void lock() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    private void unlock() throws SQLException {
        execute("ROLLBACK");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = locker.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Asks the writing connection, which limits itself to a number of pages. */
    private long number(String pragma) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> database.writer().withHandle(handle -> handle.createQuery(pragma)
                                .mapTo(Long.class)
                                .one()),
                        database.writerThread())
                .get(10, SECONDS);
    }

    private static void get(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(20, SECONDS);
    }
}
