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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** For looking at all pages before a gateway starts. */
    private static final Duration START_TIME = Duration.ofSeconds(20);

    private static final long LOOK_MILLIS = 400;
    private static final long DEEPER_NANOS = 300_000_000L;
    private static final long PAGES_NANOS = 5_000_000_000L;
    private static final long DEEPER_SHARE = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final HikariDataSource readerPool;
    private final Jdbi readers;
    private final Optional<Writer> writer;
    private final Optional<DatabaseLock> lock;
    private final Optional<ScheduledExecutorService> watch;
    private long deeperAt = System.nanoTime();
    private long pagesAt = System.nanoTime();

    private record Writer(Connection connection, Jdbi jdbi, ScheduledThreadPoolExecutor thread, FileGuard guard) {}

    private Database(Path file, Optional<Writer> writer, Optional<DatabaseLock> lock) {
        this.file = file;
        this.writer = writer;
        this.lock = lock;
        this.watch = writer.map(open -> watching(open.guard()));
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
        return open(file, busy, Optional.empty());
    }

    /**
     * Opens a file as {@link #open(Path)} does, as its one gateway: refuses when another runs on it, and when the file is damaged.
     *
     * @throws DatabaseException when it cannot be used
     */
    public static Database openToServe(Path file) {
        boolean fresh = DatabaseFile.begins(file);
        DatabaseFile.create(file);
        DatabaseLock lock = DatabaseLock.take(file);
        try {
            if (fresh && !lock.first()) {
                LOG.error(
                        "the ledger file {} is gone, though a gateway has kept one here: an EMPTY one begins, without the entries, switches,"
                                + " tokens and cases of before. If that is not meant, stop the gateway and restore a copy",
                        file);
            }
            Database database = open(file, WRITER_BUSY, Optional.of(lock));
            Optional<String> damage = new PageStore(source(file, reading())).of(true, START_TIME, Optional.empty());
            if (damage.isPresent()) {
                database.close();
                throw new DatabaseException(
                        Reason.DAMAGED,
                        file,
                        damage.get()
                                + "; `ledger verify` names the first entry that is lost. Restore a copy, or move the file (with"
                                + " its -wal and -shm) away: the next start then begins an empty one",
                        null);
            }
            return database;
        } catch (RuntimeException failure) {
            lock.release();
            throw failure;
        }
    }

    private static Database open(Path file, Duration busy, Optional<DatabaseLock> lock) {
        SQLiteDataSource source = source(file, writing(busy));
        Connection connection = null;
        try {
            format(file);
            connection = source.getConnection();
            int version = DatabaseFile.checked(file, connection).version();
            if (version < SchemaStore.VERSION) {
                SchemaStore.migrate(source);
            }
            return new Database(file, Optional.of(writer(file, connection)), lock);
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
        return new Database(file, Optional.empty(), Optional.empty());
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

    /** What happened to the file that the writer may no longer write; empty while nothing did. */
    String lost() {
        return writing().guard().lost();
    }

    FileGuard guard() {
        return writing().guard();
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
        watch.ifPresent(ScheduledExecutorService::shutdownNow);
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
            } finally {
                open.guard().close();
                lock.ifPresent(DatabaseLock::release);
            }
        });
    }

    /** On a thread of its own, since the writing thread may be held up by the very thing that is looked for. */
    private ScheduledExecutorService watching(FileGuard guard) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "fulcrum-ledger-watch");
            created.setDaemon(true);
            return created;
        });
        Runnable look = () -> {
            try {
                guard.look();
                lookDeeper(guard);
                lock.flatMap(DatabaseLock::lost).ifPresent(guard::lose);
            } catch (Throwable failure) {
                LOG.error("the ledger file {} could not be looked after; that is tried again", file, failure);
            }
        };
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return thread;
    }

    /** Log and pages, now and then: a fiftieth of the time at most. */
    private void lookDeeper(FileGuard guard) {
        long begin = System.nanoTime();
        if (begin - deeperAt < 0) {
            return;
        }
        guard.lookAtLog();
        long logEnd = System.nanoTime();
        deeperAt = logEnd + Math.max(DEEPER_NANOS, DEEPER_SHARE * (logEnd - begin));
        if (logEnd - pagesAt >= 0 && guard.lookAtPages()) {
            long end = System.nanoTime();
            pagesAt = end + Math.max(PAGES_NANOS, DEEPER_SHARE * (end - logEnd));
        }
    }

    private static Writer writer(Path file, Connection connection) {
        Jdbi jdbi = Jdbi.create(connection);
        FileGuard guard = new FileGuard(file, new PageStore(source(file, reading())));
        jdbi.setTransactionHandler(new WriterTransactions(guard));
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "fulcrum-ledger");
            created.setDaemon(true);
            return created;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Writer(connection, jdbi, thread, guard);
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
