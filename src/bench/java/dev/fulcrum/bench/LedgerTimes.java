package dev.fulcrum.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How long a gateway had the exchanges that it answered, by its own ledger: without the time that requests and answers lie in sockets, or with a
 * client that shares a busy machine.
 */
final class LedgerTimes {
    private static final String TIMES =
            """
            SELECT json_extract(body, '$.latency.totalMillis') FROM entries
            WHERE kind = 'exchange' AND outcome = 'answered' AND at >= ?""";

    private final long[] sorted;

    private LedgerTimes(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Reads what was answered.
     *
     * @param since milliseconds since 1970
     */
    static LedgerTimes read(Path database, long since) throws SQLException, InterruptedException {
        TimeUnit.SECONDS.sleep(1); // what is written behind the exchanges
        LongStream.Builder times = LongStream.builder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                PreparedStatement query = connection.prepareStatement(TIMES)) {
            query.setLong(1, since);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    times.add(rows.getLong(1));
                }
            }
        }
        long[] sorted = times.build().toArray();
        Arrays.sort(sorted);
        return new LedgerTimes(sorted);
    }

    /** The nearest rank; 0 when there was none. */
    long millis(double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
