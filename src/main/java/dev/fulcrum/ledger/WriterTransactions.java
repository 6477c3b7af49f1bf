package dev.fulcrum.ledger;

import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.sqlite.SQLiteErrorCode;

/**
 * Transactions of the writing connection: they take the write lock when they begin, and inner ones join the outer.
 *
 * <p>The driver's own {@code commit()} begins the next transaction at once; when another process is quicker to the
 * lock, it reports a failure although everything was committed. Hence the statements themselves. Not thread-safe:
 * belongs to one connection on one thread.
 */
final class WriterTransactions implements TransactionHandler {
    private final FileGuard guard;
    private boolean open;

    /** @param guard asked around every transaction whether the files are still those that are open */
    WriterTransactions(FileGuard guard) {
        this.guard = guard;
    }

    @Override
    public void begin(Handle handle) {
        guard.begin();
        try {
            execute(handle, "BEGIN IMMEDIATE");
        } catch (SQLException failure) {
            guard.failed(failure);
            if (SqlFailures.code(failure) != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw new TransactionException("cannot begin: " + failure.getMessage(), failure);
            }
            beginAfterRollback(handle, failure);
        }
        open = true;
    }

    /** A rollback that failed earlier can have left a transaction behind. */
    private static void beginAfterRollback(Handle handle, SQLException first) {
        try {
            execute(handle, "ROLLBACK");
            execute(handle, "BEGIN IMMEDIATE");
        } catch (SQLException again) {
            again.addSuppressed(first);
            throw new TransactionException("cannot begin: " + again.getMessage(), again);
        }
    }

    @Override
    public void commit(Handle handle) {
        try {
            execute(handle, "COMMIT");
        } catch (SQLException failure) {
            guard.failed(failure);
            throw new TransactionException("cannot commit: " + failure.getMessage(), failure);
        }
        open = false;
        guard.committed();
    }

    @Override
    public void rollback(Handle handle) {
        if (!open) {
            return;
        }
        open = false;
        try {
            execute(handle, "ROLLBACK");
        } catch (SQLException failure) {
            throw new TransactionException("cannot roll back: " + failure.getMessage(), failure);
        }
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return open;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
        if (open) {
            return callback.withHandle(handle);
        }
        begin(handle);
        try {
            R result = callback.withHandle(handle);
            if (open) {
                commit(handle);
            }
            return result;
        } catch (Throwable failure) {
            guard.failed(failure);
            try {
                rollback(handle);
            } catch (TransactionException alreadyRolledBack) {
                // SQLite itself rolls back when the disk is full or broken
                failure.addSuppressed(alreadyRolledBack);
            }
            throw failure;
        }
    }

    /** The same: every transaction of the writer is serializable. */
    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback) throws X {
        return inTransaction(handle, callback);
    }

    @Override
    public void savepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("the ledger's writer has no savepoints");
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("the ledger's writer has no savepoints");
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("the ledger's writer has no savepoints");
    }

    private static void execute(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }
}
