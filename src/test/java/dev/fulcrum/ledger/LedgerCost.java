package dev.fulcrum.ledger;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Measures what an entry with two trades costs, in CPU time of the process; started by hand. */
final class LedgerCost {
    private LedgerCost() {}

    /** Arguments: entries a second (2000), seconds a round (5), rounds (4), whether durability is asked for (false). */
    public static void main(String[] arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        boolean durable = arguments.length > 3 && Boolean.parseBoolean(arguments[3]);
        Path directory = Files.createTempDirectory("ledger-cost");
        try (Database database = Database.open(directory.resolve("ledger.db"));
                Ledger ledger = new Ledger(database, 10_000, Duration.ofSeconds(5))) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long writer = CompletableFuture.supplyAsync(
                            () -> Thread.currentThread().getId(), database.writerThread())
                    .get();
            for (int round = 0; round < rounds; round++) {
                long writerBefore = threads.getThreadCpuTime(writer);
                long garbageBefore = threads.getThreadAllocatedBytes(writer);
                long ownBefore = threads.getCurrentThreadCpuTime();
                long started = System.nanoTime();
                int entries = perSecond * seconds;
                for (int i = 0; i < entries; i++) {
                    long due = started + i * 1_000_000_000L / perSecond;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(100_000);
                    }
                    Appended appended = ledger.append(Entries.traded("01JNFAKEULID" + round + "x" + i));
                    if (durable) {
                        appended.durable();
                    }
                    appended.accepted().toCompletableFuture().join();
                }
                while (ledger.lag() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                System.out.printf(
                        "%d entries in %.1f s: %.1f us CPU and %d bytes each on the writer, %.1f us on the caller, which made them%n",
                        entries,
                        (System.nanoTime() - started) / 1e9,
                        (threads.getThreadCpuTime(writer) - writerBefore) / 1e3 / entries,
                        (threads.getThreadAllocatedBytes(writer) - garbageBefore) / entries,
                        (threads.getCurrentThreadCpuTime() - ownBefore) / 1e3 / entries);
            }
            System.out.println(new LedgerReader(database.readers()).verify());
            System.out.println(Files.size(directory.resolve("ledger.db")) + " bytes");
        }
    }
}
