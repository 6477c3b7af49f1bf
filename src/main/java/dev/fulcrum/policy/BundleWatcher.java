package dev.fulcrum.policy;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a bundle's directory, and the risk register beside it, and calls once when both have been quiet after a change. */
public final class BundleWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BundleWatcher.class);
    private final WatchService service;
    private final Path directory;
    private final Path register;
    private final Duration quiet;
    private final Runnable changed;
    private final Thread thread;

    /**
     * Starts watching.
     *
     * @param directory the rules, watched with all below them
     * @param register a single file; what else changes in its directory does not count
     * @param quiet how long nothing may change before {@code changed} is called: editors write in several steps
     * @param changed called on the watcher's own thread
     * @throws IOException when a directory cannot be watched
     */
    public BundleWatcher(Path directory, Path register, Duration quiet, Runnable changed) throws IOException {
        this.directory = directory.toAbsolutePath();
        this.register = register.toAbsolutePath();
        this.quiet = quiet;
        this.changed = changed;
        this.service = FileSystems.getDefault().newWatchService();
        registerAll();
        this.thread = new Thread(this::watch, "fulcrum-bundle-watcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void registerAll() throws IOException {
        register.getParent().register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path folder : below.filter(Files::isDirectory).toList()) {
                folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
            }
        }
    }

    private void watch() {
        try {
            while (true) {
                if (concernsTheBundle(service.take())) {
                    awaitQuiet();
                    refresh();
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("the bundle is no longer watched");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < quiet.toNanos()) {
            WatchKey more = service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
            if (more != null && concernsTheBundle(more)) {
                quietSince = System.nanoTime();
            }
        }
    }

    private boolean concernsTheBundle(WatchKey key) {
        Path folder = (Path) key.watchable();
        boolean concerns = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            concerns |= folder.startsWith(directory)
                    || !(event.context() instanceof Path name)
                    || folder.resolve(name).equals(register);
        }
        key.reset();
        return concerns;
    }

    /** A directory made since then has to be watched too; registering twice does no harm. */
    private void refresh() {
        try {
            registerAll();
        } catch (IOException e) {
            LOG.warn("cannot watch the whole bundle: {}; use POST /admin/v1/reload after changes", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
