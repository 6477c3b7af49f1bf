package dev.fulcrum.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fulcrum.ledger.DatabaseException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * An open SQLite file in WAL mode: one connection that writes, on one thread, and a few that read.
 *
 * <p>{@link #readers()} may be used by any thread; {@link #writer()} only by {@link #writerThread()}.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final int READER_BUSY_MILLIS = 5000;
    /** Short, because the one writing thread waits meanwhile and the ledger tries again by itself. */
    private static final Duration WRITER_BUSY = Duration.ofSeconds(1);

    private final Path file;
    private final HikariDataSource readerPool;
    private final Jdbi readers;
    private final Optional<Writer> writer;

    private record Writer(Connection connection, Jdbi jdbi, ScheduledThreadPoolExecutor thread) {}

    private Database(Path file, Optional<Writer> writer) {
        this.file = file;
        this.writer = writer;
        this.readerPool = new HikariDataSource(readerPool(file));
        this.readers = Jdbi.create(readerPool);
    }

    /**
     * Opens a file for reading and writing; creates it and its directories, for their owner alone, when missing.
     *
     * @throws DatabaseException when it cannot be used
     */
    public static Database open(Path file) {
        return open(file, WRITER_BUSY);
    }

    static Database open(Path file, Duration busy) {
        DatabaseFile.create(file);
        SQLiteDataSource source = source(file, writing(busy));
        Connection connection = null;
        try {
            format(file);
            connection = source.getConnection();
            int version = DatabaseFile.checked(file, connection).version();
            if (version < SchemaStore.VERSION) {
                SchemaStore.migrate(source);
            }
            return new Database(file, Optional.of(writer(connection)));
        } catch (SQLException | RuntimeException failure) {
            closeAfter(failure, connection);
            throw DatabaseFile.translated(file, failure);
        }
    }

    private static void format(Path file) throws SQLException {
        if (file.toFile().length() == 0) {
            try (Connection connection = source(file, new SQLiteConfig()).getConnection()) {
                SchemaStore.format(connection);
            }
        }
    }

    /**
     * Opens an existing file for reading, also while a server writes it.
     *
     * @throws DatabaseException when it cannot be used
     */
    public static Database openReadOnly(Path file) {
        if (!Files.exists(file)) {
            throw new DatabaseException(
                    Reason.MISSING, file, "there is no such file; `serve` creates it, or name another", null);
        }
        try (Connection connection = source(file, reading()).getConnection()) {
            int version = DatabaseFile.checked(file, connection).version();
            if (version < SchemaStore.VERSION) {
                throw new DatabaseException(
                        Reason.OLDER_SCHEMA,
                        file,
                        "its schema is version " + version + ", this program reads version " + SchemaStore.VERSION
                                + "; start `serve` on it once to bring it up to date",
                        null);
            }
        } catch (SQLException failure) {
            throw DatabaseFile.translated(file, failure);
        }
        return new Database(file, Optional.empty());
    }

    public Path file() {
        return file;
    }

    /** The writing connection; for tasks on {@link #writerThread()} only. */
    public Jdbi writer() {
        return writing().jdbi();
    }

    /** Read-only connections, for any thread. */
    public Jdbi readers() {
        return readers;
    }

    /** The one thread on which everything is written, task after task. */
    public Executor writerThread() {
        return writing().thread();
    }

    ScheduledExecutorService writerSchedule() {
        return writing().thread();
    }

    private Writer writing() {
        return writer.orElseThrow(() -> new IllegalStateException("ledger file " + file + " was opened for reading"));
    }

    /** Lets the tasks already handed in finish, ten seconds at most, and closes the file. */
    @Override
    public void close() {
        writer.ifPresent(open -> {
            open.thread().shutdown();
            try {
                if (!open.thread().awaitTermination(10, TimeUnit.SECONDS)) {
                    open.thread().shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                open.thread().shutdownNow();
                Thread.currentThread().interrupt();
            }
        });
        readerPool.close();
        // last, so that it folds the write-ahead log into the file
        writer.ifPresent(open -> {
            try {
                open.connection().close();
            } catch (SQLException failure) {
                throw DatabaseFile.translated(file, failure);
            }
        });
    }

    private static Writer writer(Connection connection) {
        Jdbi jdbi = Jdbi.create(connection);
        jdbi.setTransactionHandler(new WriterTransactions());
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "fulcrum-ledger");
            created.setDaemon(true);
            return created;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Writer(connection, jdbi, thread);
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static SQLiteConfig writing(Duration busy) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(Math.toIntExact(busy.toMillis()));
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static SQLiteConfig reading() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(READER_BUSY_MILLIS);
        return config;
    }

    private static HikariConfig readerPool(Path file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("fulcrum-ledger-readers");
        config.setDataSource(source(file, reading()));
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        return config;
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException again) {
            failure.addSuppressed(again);
        }
    }
}
