package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fulcrum.ledger.DatabaseException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the one gateway of a database file: the operating system's lock on a file beside it, {@code NAME.lock}.
 *
 * <p>The system lets go of it when the process ends, however it ends, so that none is ever stale; what the file says of its holder is for
 * people. The name follows links, so that two ways to one file meet at one lock. A file with several hard links cannot be held: SQLite
 * finds its write-ahead log by the name, and two names would have two.
 */
final class DatabaseLock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

    /** A process that opens and closes its own lock file a second time would lose the lock. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final boolean first;
    private FileChannel channel;
    private FileStamp stamp;

    private DatabaseLock(Path path, boolean first, FileChannel channel) throws IOException {
        this.path = path;
        this.first = first;
        this.channel = channel;
        this.stamp = FileStamp.read(path);
    }

    /** Where the lock of a database file lies. */
    static Path path(Path file) throws IOException {
        Path real = Files.exists(file)
                ? file.toRealPath()
                : file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        return real.resolveSibling(real.getFileName() + ".lock");
    }

    /**
     * Takes it.
     *
     * @param file that exists
     * @throws DatabaseException when another process, or this one, has it
     */
    static DatabaseLock take(Path file) {
        try {
            refuseHardLinks(file);
            Path path = path(file);
            if (!HELD_HERE.add(path)) {
                throw held(file, path, describe());
            }
            try {
                return locked(file, path);
            } catch (IOException | RuntimeException failure) {
                HELD_HERE.remove(path);
                throw failure;
            }
        } catch (IOException failure) {
            throw new DatabaseException(
                    Reason.NOT_WRITABLE,
                    file,
                    "cannot be locked (" + failure
                            + "); its directory has to be on a file system with locks, and writable",
                    failure);
        }
    }

    private static DatabaseLock locked(Path file, Path path) throws IOException {
        boolean first = !Files.exists(path);
        FileChannel channel = open(path);
        if (channel.tryLock() == null) {
            String holder = Files.readString(path).strip();
            channel.close();
            throw held(file, path, holder.isEmpty() ? "another process" : holder);
        }
        sign(channel);
        return new DatabaseLock(path, first, channel);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                DatabaseFile.forOwner(path, "rw-------"));
    }

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((describe() + "\n").getBytes(UTF_8)), 0);
    }

    /** Takes the lock again when its file was deleted, which would let a second gateway in; how it was lost, if one was quicker. */
    synchronized Optional<String> lost() {
        Optional<FileStamp> now = FileStamp.of(path);
        if (!channel.isOpen() || now.filter(stamp::sameFile).isPresent()) {
            return Optional.empty();
        }
        try {
            FileChannel again = open(path);
            if (again.tryLock() == null) {
                again.close();
                return Optional.of("was taken by a second gateway, after somebody deleted " + path);
            }
            channel.close();
            channel = again;
            sign(again);
            stamp = FileStamp.read(path);
            LOG.warn("{} was deleted, and was made again: it keeps a second gateway off the ledger", path);
        } catch (IOException failure) {
            LOG.warn("{} was deleted and cannot be made again: {}", path, failure.toString());
        }
        return Optional.empty();
    }

    private static void refuseHardLinks(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int links = (Integer) Files.getAttribute(file, "unix:nlink");
            if (links > 1) {
                throw new DatabaseException(
                        Reason.NOT_WRITABLE,
                        file,
                        "has " + links
                                + " names (hard links), and under each of them SQLite would keep a log of its own, which"
                                + " destroys it; keep one name and remove the others",
                        null);
            }
        }
    }

    private static DatabaseException held(Path file, Path path, String holder) {
        return new DatabaseException(
                Reason.LOCKED,
                file,
                "a gateway runs on it already: " + holder + " (it holds " + path
                        + "). Two on one file would not see each other's switches: stop that one, or give this one a"
                        + " `ledger.path` of its own",
                null);
    }

    private static String describe() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "an unnamed host";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether no gateway has held a file of this name before. */
    boolean first() {
        return first;
    }

    /** Lets go of it; once more does no harm. */
    synchronized void release() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.warn("the lock {} could not be closed: {}", path, failure.toString());
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
