package dev.fulcrum.ledger;

import dev.fulcrum.ledger.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteErrorCode;

/** Creates a database file and tells a person what is wrong with one. */
final class DatabaseFile {
    private DatabaseFile() {}

    static SchemaStore.Schema checked(Path file, Connection connection) throws SQLException {
        SchemaStore.Schema schema = SchemaStore.read(connection);
        if (schema.origin() == SchemaStore.Origin.OTHER) {
            throw new DatabaseException(
                    Reason.NOT_A_LEDGER, file, "is a database of another program; name another file", null);
        }
        if (schema.version() > SchemaStore.VERSION) {
            throw new DatabaseException(
                    Reason.NEWER_SCHEMA,
                    file,
                    "its schema is version " + schema.version() + ", this program knows up to version "
                            + SchemaStore.VERSION + "; use the Fulcrum that wrote it, or a newer one",
                    null);
        }
        return schema;
    }

    /**
     * Whether there is no file yet.
     *
     * @throws DatabaseException when its write-ahead log is there all the same: SQLite would destroy it
     */
    static boolean begins(Path file) {
        if (Files.exists(file) && file.toFile().length() > 0) {
            return false;
        }
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (log.toFile().length() > 0) {
            throw new DatabaseException(
                    Reason.MISSING,
                    file,
                    "is gone, but its write-ahead log " + log.getFileName()
                            + " is there, with the newest entries; bring the file back beside it, or move the log away to begin"
                            + " an empty ledger",
                    null);
        }
        return true;
    }

    static void create(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (Files.isDirectory(file)) {
                throw new DatabaseException(Reason.NOT_WRITABLE, file, "is a directory; name a file", null);
            }
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, forOwner(directory, "rwx------"));
            }
            if (!Files.exists(file)) {
                Files.createFile(file, forOwner(file, "rw-------"));
            }
            if (!Files.isWritable(file) || (directory != null && !Files.isWritable(directory))) {
                throw new DatabaseException(
                        Reason.NOT_WRITABLE,
                        file,
                        "cannot be written; its owner and its directory's must be who runs this program",
                        null);
            }
        } catch (FileAlreadyExistsException raced) {
            // another process created it in between, which is as good
        } catch (IOException failure) {
            throw new DatabaseException(
                    Reason.NOT_WRITABLE,
                    file,
                    "cannot be created (" + failure + "); name a path where this program may write",
                    failure);
        }
    }

    static FileAttribute<?>[] forOwner(Path path, String mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    static DatabaseException translated(Path file, Exception failure) {
        if (failure instanceof DatabaseException known) {
            return known;
        }
        SQLException cause = SqlFailures.sqlCause(failure).orElse(null);
        int code = cause == null ? SQLiteErrorCode.UNKNOWN_ERROR.code : SqlFailures.code(cause);
        String said = cause == null ? String.valueOf(failure.getMessage()) : cause.getMessage();
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new DatabaseException(
                    Reason.NOT_A_DATABASE,
                    file,
                    "is not an SQLite database, or a damaged one; name another file, or restore a copy",
                    failure);
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new DatabaseException(
                    Reason.LOCKED, file, "another process holds it locked; end that process, or try again", failure);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new DatabaseException(
                    Reason.NOT_WRITABLE, file, "cannot be opened (" + said + "); check who owns it", failure);
        }
        String kind = failure instanceof FlywayException ? "cannot be brought up to date (" : "cannot be used (";
        return new DatabaseException(Reason.UNREADABLE, file, kind + said + ")", failure);
    }
}
