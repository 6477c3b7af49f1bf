package dev.fulcrum.ledger;

import java.nio.file.Path;

/** A database file that cannot be used, with the reason as a code and the mend in the message. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why the file cannot be used. */
    public enum Reason {
        /** There is no such file. */
        MISSING,
        /** The file is something else than an SQLite database, or a broken one. */
        NOT_A_DATABASE,
        /** The file is an SQLite database of another program. */
        NOT_A_LEDGER,
        /** The file or its directory cannot be written or created. */
        NOT_WRITABLE,
        /** A newer Fulcrum has written it. */
        NEWER_SCHEMA,
        /** An older Fulcrum has written it, and it was opened for reading only. */
        OLDER_SCHEMA,
        /** Some of its pages do not hold what was written. */
        DAMAGED,
        /** Another process holds it locked. */
        LOCKED,
        /** Anything else that SQLite or the file system said. */
        UNREADABLE
    }

    DatabaseException(Reason reason, Path file, String what, Throwable cause) {
        super("ledger file " + file + ": " + what, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
