package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.ledger.Verification.Kind;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Trade;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReaderTest {
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

    /** As whoever takes an entry away under a running ledger would have to: it notices. */
    private void reopen() {
        close();
        open();
    }

    @Test
    void chainIsIntact_whenNobodyTouchedIt() {
        write(1_200);

        Verification verification = reader.verify();

        assertThat(verification.broken()).isEmpty();
        assertThat(verification.checked()).isEqualTo(1_200);
        assertThat(verification.head()).isEqualTo(reader.head());
        assertThat(reader.verify(Optional.of(verification.head())).intact()).isTrue();
    }

    @Test
    void emptyLedgerIsIntact_whenJustCreated() {
        assertThat(reader.verify()).isEqualTo(new Verification(0, ChainHead.NONE, Optional.empty()));
    }

    @Test
    void namesTheEntry_whenItsBodyWasChanged() throws SQLException {
        write(10);
        tamper("UPDATE entries SET body = replace(body, '\"count\":1', '\"count\":9') WHERE seq = 4");

        assertBroken(reader.verify(), 4, Kind.HASH);
    }

    @Test
    void namesTheEntry_whenAColumnWasChanged() throws SQLException {
        write(10);
        tamper("UPDATE entries SET outcome = 'blocked' WHERE seq = 7");
        assertBroken(reader.verify(), 7, Kind.HASH);

        tamper("UPDATE entries SET outcome = 'answered' WHERE seq = 7");
        assertThat(reader.verify().intact()).isTrue();

        tamper("UPDATE entries SET app = 'help-des', outcome = 'kanswered' WHERE seq = 7");
        assertBroken(reader.verify(), 7, Kind.HASH);
    }

    @Test
    void namesTheGap_whenAnEntryWasRemoved() throws SQLException {
        write(10);
        tamper("DELETE FROM entries WHERE seq = 5");

        Verification verification = reader.verify();

        assertBroken(verification, 5, Kind.GAP);
        assertThat(verification.broken().orElseThrow().what()).isEqualTo("entry 5 is missing");
        assertThat(verification.head().seq()).isEqualTo(4);
    }

    @Test
    void namesTheEntry_whenFollowersMovedUpIntoAGap() throws SQLException {
        write(10);
        tamper("DELETE FROM entries WHERE seq = 10", "DELETE FROM entries WHERE seq = 5");
        tamper("UPDATE entries SET seq = -seq + 1 WHERE seq > 5", "UPDATE entries SET seq = -seq WHERE seq < 0");

        assertBroken(reader.verify(), 5, Kind.PREVIOUS);
    }

    @Test
    void namesTheEntry_whenTwoChangedPlaces() throws SQLException {
        write(10);
        tamper(
                "UPDATE entries SET seq = 99 WHERE seq = 3",
                "UPDATE entries SET seq = 3 WHERE seq = 4",
                "UPDATE entries SET seq = 4 WHERE seq = 99");

        assertBroken(reader.verify(), 3, Kind.PREVIOUS);
    }

    @Test
    void namesTheRow_whenItsNumberIsBelowOne() throws SQLException {
        write(10);
        tamper(
                "INSERT INTO entries SELECT -3, kind, exchange, at, app, outcome, body, previous, hash FROM entries WHERE seq = 2");

        assertBroken(reader.verify(), -3, Kind.STRAY);
        assertThat(reader.tail(100)).extracting(LedgerRow::seq).doesNotContain(-3L);
    }

    @Test
    void namesTheEntry_whenTheListsHideIt() throws SQLException {
        append(Entries.blocked("other", "wallet", Entries.AT, "request/off-topic"));
        write(5);
        assertThat(reader.verify().intact()).isTrue();
        tamper("DELETE FROM entry_rules", "UPDATE entry_hours SET seq = 4");

        assertBroken(reader.verify(), 1, Kind.UNLISTED);
        assertThat(reader.export(Optional.of(Entries.AT.minusSeconds(60)), row -> {}))
                .as("an export asks the entries alone")
                .isEqualTo(6);
    }

    @Test
    void lineIsJson_whenABodyIsBroken() throws SQLException {
        write(3);
        tamper("UPDATE entries SET body = '{\"a\":' WHERE seq = 2");

        LedgerRow row = reader.tail(10).get(1);
        assertThat(row.readable()).isFalse();
        assertThat(row.toJsonLine())
                .startsWith("{")
                .endsWith("}")
                .contains("brokenBody")
                .contains("\"seq\":2");
    }

    @Test
    void noticesTheCut_whenHeadWasNoted() throws SQLException {
        write(10);
        ChainHead noted = reader.head();
        tamper("DELETE FROM entries WHERE seq > 8");

        assertThat(reader.verify().intact()).isTrue();
        Verification verification = reader.verify(Optional.of(noted));
        assertBroken(verification, 9, Kind.CUT);
        assertThat(verification.broken().orElseThrow().what())
                .contains("entry 8")
                .contains("entry 10");
    }

    @Test
    void noticesANewChain_whenHeadWasNoted() throws SQLException {
        write(3);
        ChainHead noted = reader.head();
        tamper("DELETE FROM entries");
        reopen();
        write(4);

        assertThat(reader.verify().intact()).isTrue();
        assertThat(reader.verify(Optional.of(noted)).intact()).isTrue();

        tamper("DELETE FROM entries");
        reopen();
        append(Entries.blocked("other", "wallet", Entries.AT, "request/off-topic"));
        write(3);
        assertBroken(reader.verify(Optional.of(noted)), 3, Kind.REPLACED);
    }

    @Test
    void exportsOnlyWhatIsNotEarlier_whenSinceIsGiven() {
        Instant noon = Instant.parse("2026-03-04T12:00:00Z");
        for (int minute : List.of(0, 30, 61, 59, 180, 62)) {
            append(Entries.blocked("m" + minute, "wallet", noon.plusSeconds(60L * minute), "request/off-topic"));
        }

        assertThat(exported(Optional.empty())).containsExactly("m0", "m30", "m61", "m59", "m180", "m62");
        assertThat(exported(Optional.of(noon.plusSeconds(60 * 60)))).containsExactly("m61", "m180", "m62");
        assertThat(exported(Optional.of(noon.plusSeconds(60 * 59)))).containsExactly("m61", "m59", "m180", "m62");
        assertThat(exported(Optional.of(noon.plusSeconds(60 * 500)))).isEmpty();
    }

    @Test
    void lineIsTheBodyWithItsPlace_whenExported() {
        append(Entries.plain("one"));
        LedgerRow row = reader.tail(1).get(0);

        assertThat(row.toJsonLine())
                .startsWith("{\"v\":1,\"kind\":\"exchange\",\"exchange\":\"one\"")
                .endsWith("},\"seq\":1,\"previous\":\"" + "0".repeat(64) + "\",\"hash\":\"" + row.hash() + "\"}");
    }

    @Test
    void filtersApply_whenListingExchanges() {
        append(Entries.blocked("a", "wallet", Entries.AT, "request/off-topic"));
        append(Entries.traded("b"));
        append(Entries.blocked("c", "wallet", Entries.AT, "request/no-politics"));
        append(Entries.entry(
                Entries.exchange("d", "wallet", Entries.AT),
                false,
                Outcome.FAILED,
                List.of(new PolicyError("request/off-topic", Phase.REQUEST, "limit")),
                List.of()));

        assertThat(listed(ExchangeFilter.ALL)).containsExactly("d", "c", "b", "a");
        assertThat(listed(filter(Outcome.BLOCKED, null, null))).containsExactly("c", "a");
        assertThat(listed(filter(Outcome.ANSWERED, null, null))).containsExactly("b");
        assertThat(listed(filter(null, "wallet", null))).containsExactly("d", "c", "a");
        assertThat(listed(filter(null, null, "request/off-topic"))).containsExactly("d", "a");
        assertThat(listed(filter(Outcome.BLOCKED, "wallet", "request/off-topic")))
                .containsExactly("a");
        assertThat(reader.exchanges(ExchangeFilter.ALL, OptionalLong.of(3), 1))
                .extracting(LedgerRow::seq)
                .containsExactly(2L);
    }

    @Test
    void intentIsListed_whenItHasNoOutcomeYet() {
        append(intent("cut"));
        append(intent("finished"));
        append(Entries.plain("finished"));

        assertThat(reader.exchanges(ExchangeFilter.ALL, OptionalLong.empty(), 10))
                .extracting(LedgerRow::seq)
                .containsExactly(3L, 1L);
        assertThat(reader.exchange("finished")).extracting(LedgerRow::kind).containsExactly("intent", "exchange");
    }

    @Test
    void actsAreApart_whenListed() {
        append(Entries.plain("one"));
        try (Ledger ledger = new Ledger(database, 10, Duration.ofSeconds(5))) {
            for (String verb : List.of("reload", "switch")) {
                ledger.record(new Act(Entries.AT, "li", verb, "x", "因为", Map.of()))
                        .toCompletableFuture()
                        .join();
            }
        }

        assertThat(reader.acts(OptionalLong.empty(), 10))
                .extracting(LedgerRow::seq)
                .containsExactly(3L, 2L);
        assertThat(reader.acts(OptionalLong.of(3), 10))
                .extracting(LedgerRow::seq)
                .containsExactly(2L);
        assertThat(listed(ExchangeFilter.ALL)).containsExactly("one");
    }

    private static ExchangeEntry intent(String id) {
        return Entries.entry(
                Entries.exchange(id, "help-desk", Entries.AT),
                true,
                Outcome.ANSWERED,
                List.of(),
                List.of(Entries.trade("request/off-topic", "instruct", Trade.Effect.ENFORCED)));
    }

    private static ExchangeFilter filter(Outcome outcome, String app, String rule) {
        return new ExchangeFilter(Optional.ofNullable(outcome), Optional.ofNullable(app), Optional.ofNullable(rule));
    }

    private List<String> listed(ExchangeFilter filter) {
        return reader.exchanges(filter, OptionalLong.empty(), 100).stream()
                .map(row -> row.exchange().orElseThrow())
                .toList();
    }

    private List<String> exported(Optional<Instant> since) {
        List<String> ids = new ArrayList<>();
        long count = reader.export(since, row -> ids.add(row.exchange().orElseThrow()));
        assertThat(count).isEqualTo(ids.size());
        return ids;
    }

    private void write(int count) {
        try (Ledger ledger = new Ledger(database, 5_000, Duration.ofSeconds(5))) {
            for (int i = 0; i < count; i++) {
                ledger.append(Entries.traded("e" + i));
            }
        }
    }

    private void append(ExchangeEntry entry) {
        try (Ledger ledger = new Ledger(database, 10, Duration.ofSeconds(5))) {
            ledger.append(entry).durable().toCompletableFuture().join();
        }
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.file());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assertBroken(Verification verification, long seq, Kind kind) {
        assertThat(verification.broken()).hasValueSatisfying(broken -> {
            assertThat(broken.seq()).isEqualTo(seq);
            assertThat(broken.kind()).isEqualTo(kind);
        });
    }
}
