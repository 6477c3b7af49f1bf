package dev.fulcrum;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a few small files and calls when what they hold has changed and stands still.
 *
 * <p>It reads them again and again and compares hashes. That sees every kind of change, also a link that leads elsewhere, as mounted
 * secrets have it, and files on volumes that report nothing. Files that belong together are called for once, when none of them
 * changed between two looks: who writes a certificate and its key does that one after the other.
 */
final class FileWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);
    private static final int LIMIT_BYTES = 1 << 20;

    /** Looking takes at most one part in so many of the time. */
    private static final int REST_FACTOR = 20;

    private final ScheduledExecutorService thread;
    private final List<Group> groups = new CopyOnWriteArrayList<>();

    /**
     * @param thread on which files are read and changes are told
     * @param pause between two looks
     */
    FileWatcher(ScheduledExecutorService thread, Duration pause) {
        this.thread = thread;
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Watches files that belong together, as they are now.
     *
     * @param changed called on the watcher's thread; when it throws, that is logged once and it is called again at the next look
     */
    void watch(List<Path> files, Runnable changed) {
        Group group = new Group(files.toString(), () -> state(files), changed);
        group.told = group.seen;
        groups.add(group);
    }

    /** Watches files that were read some time ago: calls for them once in any case, since they may have changed meanwhile. */
    void watchSinceRead(List<Path> files, Runnable changed) {
        watchSinceRead(files.toString(), () -> state(files), changed);
    }

    private void watchSinceRead(String what, Supplier<String> state, Runnable changed) {
        groups.add(new Group(what, state, changed));
    }

    /**
     * Watches what a state is taken of.
     *
     * @param what for the log
     * @param state another text whenever something changed
     * @param read the state that is known
     */
    void watch(String what, Supplier<String> state, String read, Runnable changed) {
        Group group = new Group(what, state, changed);
        group.told = read;
        groups.add(group);
    }

    /** Looks twice now, rather than after its pause: what changed and stands still is called for. */
    void lookNow() {
        thread.execute(this::look);
        thread.execute(this::look);
    }

    private void look() {
        groups.forEach(Group::look);
    }

    private static String state(List<Path> files) {
        StringBuilder state = new StringBuilder();
        files.forEach(file -> state.append(stateOf(file)).append(' '));
        return state.toString();
    }

    private static String stateOf(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.readNBytes(LIMIT_BYTES)));
        } catch (IOException unreadable) {
            return unreadable.getClass().getSimpleName();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Group {
        /** Looks that are left out after a change could not be put in force, at most. */
        private static final int LONGEST_REST = 64;

        private final String what;
        private final Supplier<String> state;
        private final Runnable changed;
        private String told = "";
        private String seen;
        private String failed = "";
        private int rest;
        private int nextRest = 1;
        private long costNanos;
        private long lookedNanos;

        Group(String what, Supplier<String> state, Runnable changed) {
            this.what = what;
            this.state = state;
            this.changed = changed;
            this.seen = state.get();
        }

        /** Whatever is thrown: the next look comes all the same. */
        void look() {
            String now = seen;
            try {
                if (System.nanoTime() - lookedNanos < REST_FACTOR * costNanos) {
                    return; // there is much to read: not all of a processor for that
                }
                lookedNanos = System.nanoTime();
                now = state.get();
                costNanos = System.nanoTime() - lookedNanos;
                lookedNanos += costNanos;
                boolean still = now.equals(seen);
                if (!still) {
                    rest = 0;
                    nextRest = 1;
                }
                seen = now;
                if (!still || now.equals(told) || --rest >= 0) {
                    return;
                }
                changed.run();
                told = now;
            } catch (Throwable failure) {
                rest = nextRest;
                nextRest = Math.min(2 * nextRest, LONGEST_REST);
                if (!now.equals(failed)) {
                    LOG.error("a change of {} could not be put in force and will be tried again", what, failure);
                }
                failed = now;
            }
        }
    }
}
