package dev.fulcrum;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
