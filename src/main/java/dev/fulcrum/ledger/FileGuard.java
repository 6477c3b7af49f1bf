package dev.fulcrum.ledger;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Notices when the files at a database's paths are no longer the ones that are open: deleted, moved, replaced, cut short or
 * written by something that is not SQLite.
 *
 * <p>An open file can be written long after its name is gone, and SQLite itself does not look. So this looks before and after
 * each transaction of the writer, and now and then in between. What was lost stays lost until the process starts again: whoever
 * brings a file back has to have it read from its beginning. Thread-safe.
 */
final class FileGuard {
    private static final Logger LOG = LoggerFactory.getLogger(FileGuard.class);

    /** For looking at pages while the writer waits. */
    private static final Duration EXAMINATION_TIME = Duration.ofSeconds(2);

    private final Path file;
    private final Path log;
    private final WriteAheadLog frames;
    private final Map<Path, FileStamp> opened = new LinkedHashMap<>();
    private final PageStore examination;
    private FileStamp fileKnown;
    private FileStamp logKnown;
    private EntryStore.End appended;
    private EntryStore.End noted;
    private boolean writing;
    private WriteAheadLog.Mark mark;
    private boolean copied;
    private volatile String lost = "";

    /**
     * Takes the files as they are for the right ones.
     *
     * @param examination looks into files that something else wrote
     */
    FileGuard(Path file, PageStore examination) {
        this.file = file;
        this.log = beside("-wal");
        this.frames = new WriteAheadLog(log, beside("-shm"));
        this.examination = examination;
        for (Path part : new Path[] {file, log, beside("-shm")}) {
            FileStamp.of(part).ifPresent(stamp -> opened.put(part, stamp));
        }
        remember();
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** What happened to the files; empty while nothing did. */
    String lost() {
        return lost;
    }

    /** Before a transaction of the writer. */
    synchronized void begin() {
        look();
        writing = lost.isEmpty();
        mark = frames.mark().orElse(null);
        refuse();
    }

    /** Notes the entry that a transaction ends with, which has to be in the file once that is committed. */
    synchronized void appended(EntryStore.End end) {
        appended = end;
    }

    /** After a transaction of the writer: what changed meanwhile was its doing. */
    synchronized void committed() {
        writing = false;
        noted = appended == null ? noted : appended;
        appended = null;
        identify();
        examineAfterOwn();
        refuse();
    }

    /** A failure of the writer, which may say that the file is damaged. */
    synchronized void failed(Throwable failure) {
        writing = false;
        appended = null;
        SqlFailures.sqlCause(failure).ifPresent(sql -> {
            int code = SqlFailures.code(sql);
            if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
                lose("is damaged (" + sql.getMessage() + ")");
            }
        });
        identify();
        examineAfterOwn();
    }

    /** The writer changes the database itself only when it copies its log there: what changed without that was somebody else. */
    private void examineAfterOwn() {
        WriteAheadLog.Mark now = frames.mark().orElse(null);
        boolean known = mark != null && now != null;
        boolean own = !known || now.copiedSince(mark);
        boolean others = lost.isEmpty() && !own && changed(file, fileKnown);
        copied = copied || own;
        remember();
        if (others) {
            examination.of(true, EXAMINATION_TIME, Optional.ofNullable(noted)).ifPresent(this::lose);
        }
    }

    /** Looks at the log as it should be read after a crash. Holds nobody up. */
    void lookAtLog() {
        if (lost.isEmpty()) {
            frames.damage().ifPresent(this::lose);
        }
    }

    /**
     * Looks through the pages when the log was copied into them since, as something else may have been written just then. Holds nobody
     * up.
     *
     * @return whether it did
     */
    boolean lookAtPages() {
        synchronized (this) {
            if (!copied || !lost.isEmpty()) {
                return false;
            }
            copied = false;
        }
        examination.of(true, EXAMINATION_TIME, Optional.empty()).ifPresent(this::lose);
        return true;
    }

    /** When the database is closed. */
    synchronized void close() {
        try {
            frames.close();
        } catch (IOException failure) {
            LOG.debug("the log's index could not be closed: {}", failure.toString());
        }
    }

    /** Between transactions. */
    synchronized void look() {
        if (!lost.isEmpty() || writing) {
            return;
        }
        identify();
        boolean fileChanged = changed(file, fileKnown);
        if (lost.isEmpty() && (fileChanged || changed(log, logKnown))) {
            // another program may write a ledger too, such as `token create`: only what is in the file tells
            remember();
            examination
                    .of(fileChanged, EXAMINATION_TIME, Optional.ofNullable(noted))
                    .ifPresent(this::lose);
        }
    }

    private static boolean changed(Path part, FileStamp known) {
        return known != null && FileStamp.of(part).filter(known::equals).isEmpty();
    }

    private void remember() {
        fileKnown = FileStamp.of(file).orElse(fileKnown);
        logKnown = FileStamp.of(log).orElse(logKnown);
    }

    private void identify() {
        opened.forEach((part, stamp) -> {
            try {
                if (!FileStamp.read(part).sameFile(stamp)) {
                    lose(
                            part.equals(file)
                                    ? "was replaced by another"
                                    : "lost its " + part.getFileName() + ", which was replaced by another");
                }
            } catch (NoSuchFileException gone) {
                lose(part.equals(file) ? "is gone from its place" : "lost its " + part.getFileName());
            } catch (IOException unreadable) {
                lose("cannot be looked at (" + unreadable + ")");
            }
        });
    }

    /** From now on nothing is written, and nothing that has to be on record may be released. */
    synchronized void lose(String what) {
        if (lost.isEmpty()) {
            lost = "the ledger file " + file + " " + what + " while the gateway ran";
            LOG.error(
                    "{}; nothing is recorded any more, and exchanges are refused. Stop the gateway, bring the file back or restore"
                            + " a copy of it, and start again",
                    lost);
        }
    }

    private void refuse() {
        if (!lost.isEmpty()) {
            throw new FileLost(lost);
        }
    }

    /** Says that the files are no longer those that were opened. */
    static final class FileLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        FileLost(String message) {
            super(message, null, false, false);
        }
    }

    static boolean isLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileLost) {
                return true;
            }
        }
        return false;
    }
}
