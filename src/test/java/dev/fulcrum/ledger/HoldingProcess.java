package dev.fulcrum.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a database file as a gateway does, until it is killed. */
final class HoldingProcess {
    private HoldingProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        try (Database database = Database.openToServe(file)) {
            Files.createFile(database.file().resolveSibling("held"));
            Thread.currentThread().join();
        }
    }
}
