package dev.fulcrum.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks at the write-ahead log of an open database, which SQLite itself reads again only after a crash: a frame that is damaged then
 * takes all later ones with it.
 *
 * <p>The index beside it (the {@code -shm} file) says how far the log goes, and how much of it has come into the database. It stays open
 * until the database is closed, since closing a file drops the locks that this process has on it. Thread-safe.
 */
final class WriteAheadLog implements AutoCloseable {
    private static final int INDEX_VERSION = 3_007_000;
    private static final int MAGIC = 0x377f0682;
    private static final int INDEX_BYTES = 136;
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;

    private final Path log;
    private final Path index;
    private FileChannel openIndex;

    /**
     * Where the log stands.
     *
     * @param frames in it, as far as they are committed
     * @param salts that tell its frames from those of an earlier round
     * @param copied frames that came into the database, or are about to
     */
    record Mark(int frames, long salts, long copied) {

        /** Whether something was copied into the database since an earlier mark. */
        boolean copiedSince(Mark earlier) {
            return copied != 0 && !(salts == earlier.salts && copied == earlier.copied);
        }
    }

    WriteAheadLog(Path log, Path index) {
        this.log = log;
        this.index = index;
    }

    /** Empty where the index cannot be read, or is changing at this moment. */
    Optional<Mark> mark() {
        try {
            FileChannel opened = openIndex();
            ByteBuffer bytes = ByteBuffer.allocate(INDEX_BYTES).order(ByteOrder.nativeOrder());
            if (read(opened, bytes, 0) < INDEX_BYTES) {
                return Optional.empty();
            }
            for (int i = 0; i < 48; i += 4) {
                if (bytes.getInt(i) != bytes.getInt(48 + i)) {
                    return Optional.empty();
                }
            }
            boolean known = bytes.getInt(0) == INDEX_VERSION && bytes.get(12) == 1;
            long copied = ((long) bytes.getInt(128) << 32) | (bytes.getInt(96) & 0xffff_ffffL);
            return known ? Optional.of(new Mark(bytes.getInt(16), bytes.getLong(32), copied)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** What is wrong with a committed frame; empty when nothing was found, or the log went round meanwhile. */
    Optional<String> damage() {
        Optional<Mark> before = mark();
        if (before.isEmpty() || before.get().frames() == 0) {
            return Optional.empty();
        }
        Optional<String> damage;
        try (FileChannel open = FileChannel.open(log, StandardOpenOption.READ)) {
            damage = damage(open, before.get());
        } catch (IOException unreadable) {
            return Optional.empty(); // whoever looks after the files tells that they are gone
        }
        Optional<Mark> after = mark();
        boolean same = after.isPresent()
                && after.get().salts() == before.get().salts()
                && after.get().frames() >= before.get().frames();
        return same ? damage : Optional.empty();
    }

    private static Optional<String> damage(FileChannel open, Mark mark) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        read(open, header, 0);
        int magic = header.getInt(0);
        int page = header.getInt(8);
        if ((magic & ~1) != MAGIC || page < 512 || page > 65_536) {
            return Optional.of("has a damaged write-ahead log (its head)");
        }
        ByteOrder order = (magic & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        long sum = sum(0, header, 0, 24, order);
        if (sum != header.getLong(24)) {
            return Optional.of("has a damaged write-ahead log (its head)");
        }
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + page);
        for (int number = 0; number < mark.frames(); number++) {
            frame.clear();
            long at = HEADER_BYTES + (long) number * (FRAME_HEADER_BYTES + page);
            int read = read(open, frame, at);
            sum = sum(sum, frame, 0, 8, order);
            sum = sum(sum, frame, FRAME_HEADER_BYTES, page, order);
            if (read < frame.capacity()
                    || frame.order(ByteOrder.BIG_ENDIAN).getLong(8) != header.getLong(16)
                    || sum != frame.getLong(16)) {
                return Optional.of(
                        "has a damaged write-ahead log (frame " + (number + 1) + " of " + mark.frames() + ")");
            }
        }
        return Optional.empty();
    }

    /** SQLite's running sum: the first half in the upper bits. */
    private static long sum(long before, ByteBuffer bytes, int from, int length, ByteOrder order) {
        ByteBuffer words = bytes.order(order);
        int first = (int) (before >>> 32);
        int second = (int) before;
        for (int i = from; i < from + length; i += 8) {
            first += words.getInt(i) + second;
            second += words.getInt(i + 4) + first;
        }
        bytes.order(ByteOrder.BIG_ENDIAN);
        return ((long) first << 32) | (second & 0xffff_ffffL);
    }

    private static int read(FileChannel from, ByteBuffer into, long at) throws IOException {
        int read = 0;
        while (into.hasRemaining()) {
            int more = from.read(into, at + read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return read;
    }

    private synchronized FileChannel openIndex() throws IOException {
        if (openIndex == null) {
            openIndex = FileChannel.open(index, StandardOpenOption.READ);
        }
        return openIndex;
    }

    @Override
    public synchronized void close() throws IOException {
        if (openIndex != null) {
            openIndex.close();
        }
    }
}
