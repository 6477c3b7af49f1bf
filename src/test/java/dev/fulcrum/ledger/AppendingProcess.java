package dev.fulcrum.ledger;

import java.nio.file.Path;
import java.time.Duration;

/** Appends without end and prints each id once its entry is durable: the process that {@link CrashTest} kills. */
final class AppendingProcess {
    private AppendingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Database database = Database.open(Path.of(arguments[0]));
        Ledger ledger = new Ledger(database, 64, Duration.ofSeconds(30));
        for (int i = 0; ; i++) {
            String id = arguments[1] + "-" + i;
            Appended appended = ledger.append(Entries.traded(id));
            appended.durable().thenRun(() -> print(id));
            appended.accepted().toCompletableFuture().join();
        }
    }

    private static void print(String id) {
        System.out.println(id);
        System.out.flush();
    }
}
