package dev.fulcrum.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Act;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.PolicyError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

class LedgerTest {
    private static final Act ACT = new Act(
            Entries.AT, "王芳", "switch", "request/off-topic", "误伤太多", Map.of("before", "enforce", "after", "shadow"));

    @TempDir
    Path directory;

    private Database database;
    private LedgerReader reader;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("ledger.db"));
        reader = new LedgerReader(database.readers());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nobodyGoesOn_whenAnEntryCannotBePutIntoWords() throws Exception {
        Exchange exchange = Entries.exchange("broken", "help-desk", Entries.AT);
        ExchangeEntry broken = Entries.entry(exchange, false, null, List.of(), List.of());
        try (Ledger ledger = ledger(10)) {
            Appended refused = ledger.append(broken);
            await(ledger.append(Entries.traded("one")).durable());

            assertThatThrownBy(() -> await(refused.accepted()))
                    .hasRootCauseInstanceOf(NullPointerException.class)
                    .hasMessageContaining("exchange broken cannot be put into words");
            assertThatThrownBy(() -> await(refused.durable()))
                    .hasMessageContaining("exchange broken cannot be put into words");
            assertThat(ledger.lag()).isZero();
            assertThat(reader.exchange("broken")).isEmpty();
        }
    }

    @Test
    void entryIsInTheFile_whenDurable() throws Exception {
        try (Ledger ledger = ledger(10)) {
            await(ledger.append(Entries.traded("one")).durable());

            LedgerRow row = reader.exchange("one").get(0);
            assertThat(row.seq()).isEqualTo(1);
            assertThat(row.kind()).isEqualTo("exchange");
            assertThat(row.at()).isEqualTo(Entries.AT);
            assertThat(row.app()).contains("help-desk");
            assertThat(row.outcome()).contains("answered");
            assertThat(row.previous()).isEqualTo("0".repeat(64));
        }
    }

    @Test
    void durableIsAlreadyComplete_whenAskedAfterTheWrite() throws Exception {
        try (Ledger ledger = ledger(10)) {
            Appended first = ledger.append(Entries.plain("one"));
            await(ledger.append(Entries.plain("two")).durable());

            assertThat(first.durable().toCompletableFuture()).isCompleted();
        }
    }

    @Test
    void groupsBeginAPaceApart_howeverOftenSomebodyWaits() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        FutureTask<Void> counting = new FutureTask<>(() -> countCommits(commits));
        database.writerThread().execute(counting);
        counting.get(30, SECONDS);
        long from = System.nanoTime();
        try (Ledger ledger = ledger(100)) {
            for (int i = 0; i < 100; i++) {
                ledger.append(Entries.plain("plain " + i));
                await(ledger.append(Entries.traded("traded " + i)).durable());
            }

            // each group plans the next for entries that nobody waits for: that must not add up
            assertThat(commits.get()).isLessThanOrEqualTo((int) ((System.nanoTime() - from) / Ledger.PACE_NANOS) + 2);
        }
    }

    private Void countCommits(AtomicInteger commits) throws SQLException {
        database.writer().useHandle(handle -> handle.getConnection()
                .unwrap(SQLiteConnection.class)
                .addCommitListener(new SQLiteCommitListener() {
                    @Override
                    public void onCommit() {
                        commits.incrementAndGet();
                    }

                    @Override
                    public void onRollback() {
                        // not counted
                    }
                }));
        return null;
    }

    @Test
    void everyEntryIsThereInEachThreadsOrder_whenEightThreadsAppend() throws Exception {
        int each = 2_000;
        try (Ledger ledger = ledger(500)) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<CompletableFuture<Void>> running = IntStream.range(0, 8)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> appendAll(ledger, thread, each), threads))
                    .toList();
            for (CompletableFuture<Void> thread : running) {
                await(thread);
            }
            threads.shutdown();
        }

        Map<String, Integer> next = new HashMap<>();
        long count = reader.export(Optional.empty(), row -> {
            String[] name = row.exchange().orElseThrow().split("-", -1);
            assertThat(Integer.parseInt(name[1])).isEqualTo(next.merge(name[0], 1, Integer::sum) - 1);
        });
        assertThat(count).isEqualTo(8L * each);
        assertThat(reader.verify().intact()).isTrue();
    }

    private static void appendAll(Ledger ledger, int thread, int count) {
        for (int i = 0; i < count; i++) {
            Appended appended = ledger.append(Entries.plain("t" + thread + "-" + i));
            (i % 10 == 0 ? appended.durable() : appended.accepted())
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void callersWaitForAPlace_whenQueueIsFull() throws Exception {
        try (Ledger ledger = ledger(3)) {
            CountDownLatch held = hold();
            List<Appended> appended = IntStream.range(0, 5)
                    .mapToObj(i -> ledger.append(Entries.plain("e" + i)))
                    .toList();

            assertThat(appended)
                    .extracting(entry -> entry.accepted().toCompletableFuture().isDone())
                    .containsExactly(true, true, true, false, false);
            assertThat(ledger.lag()).isEqualTo(5);

            held.countDown();
            for (Appended entry : appended) {
                await(entry.accepted());
                await(entry.durable());
            }
            assertThat(ledger.lag()).isZero();
        }
        assertThat(reader.tail(10))
                .extracting(row -> row.exchange().orElseThrow())
                .containsExactly("e0", "e1", "e2", "e3", "e4");
    }

    @Test
    void allWaitingEntriesAreWritten_whenClosed() throws Exception {
        CountDownLatch held;
        try (Ledger ledger = ledger(5_000)) {
            held = hold();
            for (int i = 0; i < 2_000; i++) {
                ledger.append(Entries.plain("e" + i));
            }
            held.countDown();
        }
        assertThat(reader.head().seq()).isEqualTo(2_000);
    }

    @Test
    void isRefusedAndAbsent_whenAppendedAfterClose() throws Exception {
        Ledger ledger = ledger(10);
        ledger.close();

        Appended late = ledger.append(Entries.plain("late"));

        assertThatThrownBy(() -> await(late.durable())).hasCauseInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> await(ledger.record(ACT))).hasRootCauseInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.healthy()).isFalse();
        assertThat(reader.head()).isEqualTo(ChainHead.NONE);
    }

    @Test
    void onlyTheBrokenEntryFails_whenItCannotBePutIntoWords() throws Exception {
        Exchange exchange = Entries.exchange("broken", "help-desk", Entries.AT);
        ExchangeEntry broken = Entries.entry(
                exchange,
                false,
                Outcome.FAILED,
                Collections.nCopies(1, new PolicyError("request/x", null, "no phase")),
                List.of());
        try (Ledger ledger = ledger(10)) {
            CountDownLatch held = hold();
            List<CompletionStage<Void>> stages = new ArrayList<>();
            Stream.of(Entries.plain("before"), broken, Entries.plain("after"))
                    .forEach(entry -> stages.add(ledger.append(entry).durable()));
            held.countDown();

            await(stages.get(0));
            await(stages.get(2));
            assertThatThrownBy(() -> await(stages.get(1)))
                    .hasCauseInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("broken");
            assertThat(ledger.healthy()).isTrue();
            assertThat(ledger.lag()).isZero();
        }
        assertThat(reader.tail(5)).extracting(LedgerRow::seq).containsExactly(1L, 2L);
        assertThat(reader.verify().intact()).isTrue();
    }

    @Test
    void actAndItsChangeAreBothThere_whenRecorded() throws Exception {
        try (Ledger ledger = ledger(10)) {
            long seq = ledger.record(ACT, handle -> handle.execute("UPDATE switch_version SET version = 5"))
                    .toCompletableFuture()
                    .get(10, SECONDS);

            assertThat(seq).isEqualTo(1);
            assertThat(version()).isEqualTo(5);
            assertThat(reader.acts(OptionalLong.empty(), 10).get(0).body())
                    .isEqualTo("{\"v\":1,\"kind\":\"act\",\"at\":\"2026-03-04T02:30:00.125Z\",\"who\":\"王芳\","
                            + "\"verb\":\"switch\",\"object\":\"request/off-topic\",\"why\":\"误伤太多\","
                            + "\"details\":{\"after\":\"shadow\",\"before\":\"enforce\"}}");
        }
    }

    @Test
    void neitherActNorChangeIsThere_whenTheChangeIsImpossible() throws Exception {
        try (Ledger ledger = ledger(10)) {
            CompletionStage<Long> refused = ledger.record(ACT, handle -> {
                handle.execute("UPDATE switch_version SET version = 5");
                throw new IllegalStateException("outdated");
            });

            assertThatThrownBy(() -> await(refused)).hasRootCauseMessage("outdated");
            await(ledger.record(ACT));
            assertThat(version()).isZero();
            assertThat(reader.head().seq()).isEqualTo(1);
            assertThat(ledger.healthy()).isTrue();
        }
    }

    @Test
    void actJoinsTheCallersTransaction_whenGivenItsHandle() throws Exception {
        try (Ledger ledger = ledger(10)) {
            await(CompletableFuture.runAsync(
                    () -> database.writer().useTransaction(handle -> {
                        ledger.record(handle, ACT);
                        handle.rollback();
                    }),
                    database.writerThread()));
            assertThat(reader.head().seq()).isZero();

            await(CompletableFuture.runAsync(
                    () -> database.writer().useTransaction(handle -> ledger.record(handle, ACT)),
                    database.writerThread()));
            assertThat(reader.head().seq()).isEqualTo(1);
        }
    }

    @Test
    void chainHolds_whenTwoProcessesWriteOneFile() throws Exception {
        try (Ledger ledger = ledger(10);
                Database other = Database.open(directory.resolve("ledger.db"));
                Ledger second = new Ledger(other, 10, Duration.ofSeconds(5))) {
            for (int i = 0; i < 20; i++) {
                await(ledger.append(Entries.plain("first-" + i)).durable());
                await(second.record(ACT));
            }
        }
        Verification verification = reader.verify();
        assertThat(verification.intact()).isTrue();
        assertThat(verification.checked()).isEqualTo(40);
    }

    @Test
    void entryIsWrittenBetweenActs_whenTheyAreVeryMany() throws Exception {
        try (Ledger ledger = ledger(10)) {
            CountDownLatch held = hold();
            CompletionStage<Void> last = null;
            for (int i = 0; i < LedgerWriter.GROUP + 10; i++) {
                last = ledger.record(ACT);
            }
            CompletionStage<Void> durable = ledger.append(Entries.plain("one")).durable();
            held.countDown();
            await(durable);
            await(last);

            assertThat(reader.exchange("one").get(0).seq()).isEqualTo(LedgerWriter.GROUP + 1);
        }
    }

    private Ledger ledger(int capacity) {
        return new Ledger(database, capacity, Duration.ofSeconds(10));
    }

    /** Keeps the writing thread busy until the latch is counted down. */
    private CountDownLatch hold() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        database.writerThread().execute(() -> {
            holding.countDown();
            try {
                held.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        holding.await();
        return held;
    }

    private int version() {
        return database.readers().withHandle(handle -> handle.createQuery("SELECT version FROM switch_version")
                .mapTo(Integer.class)
                .one());
    }

    private static void await(CompletionStage<?> stage) throws Exception {
        try {
            stage.toCompletableFuture().get(20, SECONDS);
        } catch (ExecutionException failure) {
            throw new Exception(failure.getCause().getMessage(), failure.getCause());
        }
    }
}
