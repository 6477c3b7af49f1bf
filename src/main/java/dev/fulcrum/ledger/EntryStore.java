package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
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
    private final FileGuard guard;
    private Statements statements;

    /** @param guard is told what has to be in the file from then on */
    EntryStore(FileGuard guard) {
        this.guard = guard;
    }

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
     * Adds exchanges in their order.
     *
     * @return the end after them
     */
    End append(Handle handle, List<Appended> batch) throws SQLException {
        try {
            return noted(append(statements(handle), batch));
        } catch (SQLException | RuntimeException failure) {
            forget(failure);
            throw failure;
        }
    }

    End append(Handle handle, Act act) throws SQLException {
        try {
            return noted(append(statements(handle), act));
        } catch (SQLException | RuntimeException failure) {
            forget(failure);
            throw failure;
        }
    }

    private End noted(End end) {
        guard.appended(end);
        return end;
    }

    private End append(Statements to, List<Appended> batch) throws SQLException {
        End end = end(to);
        boolean rules = false;
        long hour = Long.MIN_VALUE;
        for (Appended appended : batch) {
            EntryRow row = appended.row();
            end = add(to, end, row.columns(end.seq() + 1), row.body());
            addRules(to, end.seq(), row.rules());
            rules |= !row.rules().isEmpty();
            hour = markHour(to, hour, row.at(), end.seq());
        }
        to.rows().flush();
        if (rules) {
            to.insertRule().executeBatch();
        }
        return end;
    }

    private End append(Statements to, Act act) throws SQLException {
        End end = end(to);
        long at = act.at().toEpochMilli();
        body.clear();
        json.write(act, body);
        End next = add(to, end, new ChainHash.Columns(end.seq() + 1, EntryJson.ACT, null, at, null, null), body.copy());
        to.rows().flush();
        markHour(to, Long.MIN_VALUE, at, next.seq());
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

    private End add(Statements to, End end, ChainHash.Columns columns, byte[] body) throws SQLException {
        byte[] hash = chain.of(end.hash(), columns, body);
        to.rows().add(columns, body, end.hash(), hash);
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

    private static void addRules(Statements to, long seq, Set<String> rules) throws SQLException {
        for (String rule : rules) {
            to.insertRule().setString(1, rule);
            to.insertRule().setLong(2, seq);
            to.insertRule().addBatch();
        }
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
