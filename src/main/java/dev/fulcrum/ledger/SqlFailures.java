package dev.fulcrum.ledger;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** Reads from a failure what SQLite said, and whether trying again can help. */
final class SqlFailures {
    private static final Set<Integer> PASSING = Set.of(
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_LOCKED.code,
            SQLiteErrorCode.SQLITE_NOMEM.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_PROTOCOL.code);

    private SqlFailures() {}

    static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** The primary result code, without the extension that SQLite puts above the lowest byte. */
    static int code(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }

    /** Whether the file or the disk is in the way rather than the statement. */
    static boolean passing(Throwable failure) {
        return sqlCause(failure).map(sql -> PASSING.contains(code(sql))).orElse(false);
    }
}
