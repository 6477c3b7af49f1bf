package dev.fulcrum;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatcherTest {
    @TempDir
    private Path directory;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void changeIsTriedAgain_whenItCannotBePutInForce() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "old");
        AtomicInteger calls = new AtomicInteger();
        new FileWatcher(thread, Duration.ofMillis(20)).watch(List.of(file), () -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("the ledger cannot be written");
            }
        });
        Files.writeString(file, "new");

        await().until(() -> calls.get() == 3);
        await().during(Duration.ofMillis(300)).until(() -> calls.get() == 3);
    }

    /** As a mounted secret changes: the file is a link into a directory that is itself a link, and that one is put elsewhere. */
    @Test
    void changeIsTold_whenALinkLeadsElsewhere() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("one")).resolve("key"), "old");
        Files.writeString(Files.createDirectory(directory.resolve("two")).resolve("key"), "new");
        Path data = Files.createSymbolicLink(directory.resolve("data"), Path.of("one"));
        Path key = Files.createSymbolicLink(directory.resolve("key"), Path.of("data/key"));
        AtomicInteger calls = new AtomicInteger();
        new FileWatcher(thread, Duration.ofMillis(20)).watch(List.of(key), calls::incrementAndGet);

        Path next = Files.createSymbolicLink(directory.resolve("next"), Path.of("two"));
        Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        await().until(() -> calls.get() == 1);
    }

    @Test
    void filesAreCalledForOnce_whenTheyWereReadBefore() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "changed between the reading and the watching");
        AtomicInteger calls = new AtomicInteger();
        new FileWatcher(thread, Duration.ofMillis(20)).watchSinceRead(List.of(file), calls::incrementAndGet);

        await().until(() -> calls.get() == 1);
        await().during(Duration.ofMillis(300)).until(() -> calls.get() == 1);
    }

    @Test
    void watchingGoesOn_whenAnErrorIsThrown() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "old");
        AtomicInteger calls = new AtomicInteger();
        FileWatcher watcher = new FileWatcher(thread, Duration.ofMillis(20));
        watcher.watch(List.of(file), () -> {
            if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("an engine that went too deep");
            }
        });
        AtomicInteger looks = new AtomicInteger();
        watcher.watch(
                "what cannot be looked at",
                () -> {
                    if (looks.incrementAndGet() > 1) {
                        throw new NoClassDefFoundError("thrown for ever");
                    }
                    return "";
                },
                "",
                () -> {});
        Files.writeString(file, "new");

        await().until(() -> calls.get() == 2);
        await().until(() -> looks.get() > 5);
    }
}
