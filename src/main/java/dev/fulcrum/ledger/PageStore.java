package dev.fulcrum.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/** Looks into a database file with a connection of its own, which has nothing of the file in memory. Thread-safe. */
final class PageStore {
    /** Entries that are held against their hashes: above what the write-ahead log has room for. */
    private static final int NEWEST = 5_000;

    private static final int STEPS_BETWEEN_LOOKS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(PageStore.class);

    private final DataSource source;
    private final AtomicBoolean told = new AtomicBoolean();

    PageStore(DataSource source) {
        this.source = source;
    }

    /**
     * What is wrong with a file.
     *
     * @param pages whether all pages are looked at, as far as the time goes
     * @param time for the pages; damage beyond what it was enough for is not found
     * @param noted an entry that has to be there
     * @return what is wrong, for a person; empty when nothing was found
     */
    Optional<String> of(boolean pages, Duration time, Optional<EntryStore.End> noted) {
        try (Connection connection = source.getConnection()) {
            Optional<String> damage = pages ? pages(connection, time) : Optional.empty();
            if (damage.isPresent()) {
                return damage;
            }
            Optional<String> missing = noted.isPresent() ? missing(connection, noted.get()) : Optional.empty();
            return missing.isPresent() ? missing : newest(connection);
        } catch (SQLException failure) {
            int code = SqlFailures.code(failure);
            if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
                LOG.warn("the ledger file could not be looked into, since another program holds it locked");
                return Optional.empty();
            }
            return Optional.of("is damaged (" + failure.getMessage() + ")");
        }
    }

    private Optional<String> pages(Connection connection, Duration time) throws SQLException {
        long until = System.nanoTime() + time.toNanos();
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - until < 0 ? 0 : 1;
            }
        });
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = found.next() ? found.getString(1) : "ok";
            return said.equals("ok") ? Optional.empty() : Optional.of("is damaged (" + said.replace('\n', ' ') + ")");
        } catch (SQLException failure) {
            if (SqlFailures.code(failure) != SQLiteErrorCode.SQLITE_INTERRUPT.code) {
                throw failure;
            }
            if (told.getAndSet(true)) {
                return Optional.empty();
            }
            LOG.warn(
                    "the ledger file is too large to be looked through within {} s: what was looked at is sound; `ledger verify`"
                            + " looks at all of it",
                    time.toSeconds());
            return Optional.empty();
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    private static Optional<String> missing(Connection connection, EntryStore.End noted) throws SQLException {
        if (noted.seq() == 0) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM entries WHERE seq = ?")) {
            query.setLong(1, noted.seq());
            try (ResultSet found = query.executeQuery()) {
                return found.next() && Arrays.equals(found.getBytes(1), noted.hash())
                        ? Optional.empty()
                        : Optional.of("no longer holds entry " + noted.seq() + ", which was written");
            }
        }
    }

    /** The newest entries, each against its hash and the one before. */
    private static Optional<String> newest(Connection connection) throws SQLException {
        ChainHash chain = new ChainHash();
        try (PreparedStatement query = connection.prepareStatement(
                ReadingStore.COLUMNS + "WHERE seq > max(0, (SELECT max(seq) FROM entries) - ?) ORDER BY seq")) {
            query.setInt(1, NEWEST);
            try (ResultSet rows = query.executeQuery()) {
                byte[] before = null;
                while (rows.next()) {
                    ReadingStore.Link link = new ReadingStore.Link(rows);
                    if (!link.unchanged(chain) || (before != null && !link.follows(before))) {
                        return Optional.of("is damaged (entry " + link.seq() + " is not what was written)");
                    }
                    before = link.hash();
                }
            }
        }
        return Optional.empty();
    }
}
