package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Adds entries to the end of the chain, within the caller's transaction.
 *
 * <p>The end is read from the file each time, so that another process may write as well. Not thread-safe: for the
 * writing thread. Prepared statements are kept as long as the connection is the same.
 */
final class EntryStore {
    private static final String HEAD = "SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1";
    private static final String HOLDS = "SELECT 1 FROM entries WHERE seq = ? AND hash = ?";
    private static final String INSERT_RULE = "INSERT OR IGNORE INTO entry_rules (rule, seq) VALUES (?, ?)";
    private static final String INSERT_HOUR = "INSERT OR IGNORE INTO entry_hours (hour, seq) VALUES (?, ?)";
    private static final String PROBE = "UPDATE ledger_probe SET tries = tries + 1";

    private final EntryJson json = new EntryJson();
    private final ChainHash chain = new ChainHash();
    private final JsonBytes body = new JsonBytes();
    private Statements statements;

    /** The end of the chain as the transaction sees it. */
    static final class End {
        private final long seq;
        private final byte[] hash;

        End(long seq, byte[] hash) {
            this.seq = seq;
            this.hash = hash;
        }

        long seq() {
            return seq;
        }

        byte[] hash() {
            return hash;
        }
    }

    private record Statements(
            Connection connection,
            PreparedStatement head,
            PreparedStatement holds,
            RowStore rows,
            PreparedStatement insertRule,
            PreparedStatement insertHour) {
        static Statements prepare(Connection connection) throws SQLException {
            return new Statements(
                    connection,
                    connection.prepareStatement(HEAD),
                    connection.prepareStatement(HOLDS),
                    new RowStore(connection),
                    connection.prepareStatement(INSERT_RULE),
                    connection.prepareStatement(INSERT_HOUR));
        }

        /** Closes all; what is in the way of that is told with the failure. */
        void close(Exception failure) {
            for (AutoCloseable each : List.of(head, holds, rows, insertRule, insertHour)) {
                try {
                    each.close();
                } catch (Exception again) {
                    failure.addSuppressed(again);
                }
            }
        }
    }

    /**
     * Adds exchanges in their order; one that cannot be put into words is given to {@code unfit} and left out.
     *
     * @return the end after them
     */
    End append(Handle handle, List<Appended> batch, BiConsumer<Appended, Exception> unfit) throws SQLException {
        try {
            return append(statements(handle), batch, unfit);
        } catch (SQLException | RuntimeException failure) {
            forget(failure);
            throw failure;
        }
    }

    End append(Handle handle, Act act) throws SQLException {
        try {
            return append(statements(handle), act);
        } catch (SQLException | RuntimeException failure) {
            forget(failure);
            throw failure;
        }
    }

    private End append(Statements to, List<Appended> batch, BiConsumer<Appended, Exception> unfit) throws SQLException {
        End end = end(to);
        boolean rules = false;
        long hour = Long.MIN_VALUE;
        for (Appended appended : batch) {
            ExchangeEntry entry = appended.entry();
            body.clear();
            try {
                json.write(entry, body);
            } catch (RuntimeException failure) {
                unfit.accept(appended, failure);
                continue;
            }
            end = add(to, end, exchange(end.seq() + 1, entry, entry.exchange()));
            rules |= addRules(to, end.seq(), entry);
            hour = markHour(to, hour, entry.exchange().at().toEpochMilli(), end.seq());
        }
        to.rows().flush();
        if (rules) {
            to.insertRule().executeBatch();
        }
        return end;
    }

    private End append(Statements to, Act act) throws SQLException {
        End end = end(to);
        body.clear();
        json.write(act, body);
        End next = add(
                to,
                end,
                new ChainHash.Columns(
                        end.seq() + 1, EntryJson.ACT, null, act.at().toEpochMilli(), null, null));
        to.rows().flush();
        markHour(to, Long.MIN_VALUE, act.at().toEpochMilli(), next.seq());
        return next;
    }

    /** What failed holds rows of a group that is rolled back, or is finalized: the next try prepares statements of its own. */
    private void forget(Exception failure) {
        if (statements != null) {
            statements.close(failure);
            statements = null;
        }
    }

    /** Whether this very entry is in the file: how a commit that was reported as failed really ended. */
    boolean holds(Handle handle, End end) throws SQLException {
        try {
            PreparedStatement query = statements(handle).holds();
            query.setLong(1, end.seq());
            query.setBytes(2, end.hash());
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        } catch (SQLException failure) {
            forget(failure);
            throw failure;
        }
    }

    /** Writes something that means nothing, to learn whether writing works. */
    void probe(Handle handle) {
        handle.execute(PROBE);
    }

    private static ChainHash.Columns exchange(long seq, ExchangeEntry entry, Exchange exchange) {
        return new ChainHash.Columns(
                seq,
                EntryJson.kind(entry),
                exchange.id(),
                exchange.at().toEpochMilli(),
                Text.whole(exchange.app()),
                entry.outcome().id());
    }

    private End add(Statements to, End end, ChainHash.Columns columns) throws SQLException {
        byte[] hash = chain.of(end.hash(), columns, body.array(), body.count());
        to.rows().add(columns, body.copy(), end.hash(), hash);
        return new End(columns.seq(), hash);
    }

    /** Marks the entry as the first of its hour, unless one is marked; the hour, to spare the next entry the same. */
    private static long markHour(Statements to, long marked, long at, long seq) throws SQLException {
        long hour = ReadingStore.hour(at);
        if (hour != marked) {
            to.insertHour().setLong(1, hour);
            to.insertHour().setLong(2, seq);
            to.insertHour().executeUpdate();
        }
        return hour;
    }

    private static boolean addRules(Statements to, long seq, ExchangeEntry entry) throws SQLException {
        if (entry.trades().isEmpty() && entry.errors().isEmpty()) {
            return false;
        }
        Set<String> rules = new LinkedHashSet<>();
        for (Trade trade : entry.trades()) {
            rules.add(Text.whole(trade.contract().id()));
        }
        for (PolicyError error : entry.errors()) {
            rules.add(Text.whole(error.rule()));
        }
        rules.remove("");
        for (String rule : rules) {
            to.insertRule().setString(1, rule);
            to.insertRule().setLong(2, seq);
            to.insertRule().addBatch();
        }
        return !rules.isEmpty();
    }

    private static End end(Statements from) throws SQLException {
        try (ResultSet result = from.head().executeQuery()) {
            return result.next()
                    ? new End(result.getLong(1), result.getBytes(2))
                    : new End(0, new byte[ChainHash.BYTES]);
        }
    }

    private Statements statements(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        if (statements == null || statements.connection() != connection) {
            statements = Statements.prepare(connection);
        }
        return statements;
    }
}
