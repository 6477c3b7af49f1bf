package dev.fulcrum.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows on their way to the end of the table of entries: several go with one statement, which costs about half of a statement each.
 *
 * <p>They are written by {@link #flush()} at the latest. After a failure the transaction has to be rolled back, and this is of no
 * more use: the driver finalizes a statement that failed. Belongs to one connection on one thread.
 */
final class RowStore implements AutoCloseable {
    /** More at a time gain nothing. */
    private static final int TOGETHER = 8;

    /** Parameters of a statement: the first row's number and what it follows, then those of each row, its hash the last. */
    private static final int SHARED = 2;

    private static final int OF_A_ROW = 7;

    private final PreparedStatement one;
    private final PreparedStatement together;
    private final List<Row> waiting = new ArrayList<>(TOGETHER);

    RowStore(Connection connection) throws SQLException {
        one = connection.prepareStatement(insert(1));
        together = connection.prepareStatement(insert(TOGETHER));
    }

    /** One row; what it follows is the hash of the row before it. */
    private static final class Row {
        private final ChainHash.Columns columns;
        private final byte[] body;
        private final byte[] previous;
        private final byte[] hash;

        Row(ChainHash.Columns columns, byte[] body, byte[] previous, byte[] hash) {
            this.columns = columns;
            this.body = body;
            this.previous = previous;
            this.hash = hash;
        }
    }

    /** Adds the row after the one added before. */
    void add(ChainHash.Columns columns, byte[] body, byte[] previous, byte[] hash) throws SQLException {
        waiting.add(new Row(columns, body, previous, hash));
        if (waiting.size() == TOGETHER) {
            write(together, waiting);
            waiting.clear();
        }
    }

    /** Writes what has not been written yet. */
    void flush() throws SQLException {
        for (Row row : waiting) {
            write(one, List.of(row));
        }
        waiting.clear();
    }

    /** Forgets what has not been written yet. */
    @Override
    public void close() throws SQLException {
        waiting.clear();
        try (one;
                together) {
            // both are closed, whatever becomes of the other
        }
    }

    private static void write(PreparedStatement to, List<Row> rows) throws SQLException {
        to.setLong(1, rows.get(0).columns.seq());
        to.setBytes(2, rows.get(0).previous);
        int at = SHARED;
        for (Row row : rows) {
            to.setString(++at, row.columns.kind());
            to.setString(++at, row.columns.exchange());
            to.setLong(++at, row.columns.at());
            to.setString(++at, row.columns.app());
            to.setString(++at, row.columns.outcome());
            to.setBytes(++at, row.body);
            to.setBytes(++at, row.hash);
        }
        to.executeUpdate();
    }

    private static String insert(int rows) {
        // OR FAIL: what came before a row that fails is rolled back with the transaction anyway, and SQLite need not
        // keep copies of the pages
        return "INSERT OR FAIL INTO entries (seq, kind, exchange, at, app, outcome, body, previous, hash) VALUES "
                + IntStream.range(0, rows).mapToObj(RowStore::values).collect(Collectors.joining(", "));
    }

    private static String values(int row) {
        int first = SHARED + row * OF_A_ROW + 1;
        int previous = row == 0 ? SHARED : first - 1;
        // the body's bytes as they are: SQLite takes them for UTF-8, which spares two conversions
        return String.format(
                "(?1 + %d, ?%d, ?%d, ?%d, ?%d, ?%d, CAST(?%d AS TEXT), ?%d, ?%d)",
                row, first, first + 1, first + 2, first + 3, first + 4, first + 5, previous, first + 6);
    }
}
