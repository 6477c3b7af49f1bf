package dev.fulcrum.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** A ledger for tests whose pages are spoilt. */
public final class SpoiltLedger {
    public static final int ENTRIES = 1_500;

    private static final int PAGE = 4096;

    private SpoiltLedger() {}

    /** Writes {@value #ENTRIES} entries and some tokens. */
    public static void write(Path file) {
        try (Database database = Database.open(file);
                Ledger ledger = new Ledger(database, 5_000, Duration.ofSeconds(5))) {
            TokenStore tokens = new TokenStore(database.readers(), Clock.systemUTC());
            for (int i = 0; i < ENTRIES; i++) {
                ledger.append(Entries.traded("e" + i));
            }
            ledger.append(Entries.plain("last")).durable().toCompletableFuture().join();
            database.writerThread().execute(() -> database.writer().useTransaction(handle -> {
                for (int i = 0; i < 100; i++) {
                    tokens.create(handle, "somebody-" + i, TokenRole.VIEWER);
                }
            }));
        }
    }

    /** Spoils a few pages behind the first, each in a way of its own. */
    public static String spoil(Path file, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder done = new StringBuilder("seed " + seed);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            int pages = (int) (open.length() / PAGE);
            int spoilt = 1 + random.nextInt(4);
            for (int i = 0; i < spoilt; i++) {
                int page = 1 + random.nextInt(pages - 1);
                int way = random.nextInt(6);
                done.append(", page ").append(page + 1).append(" way ").append(way);
                byte[] bytes = new byte[PAGE];
                open.seek((long) page * PAGE);
                open.readFully(bytes);
                spoil(open, random, pages, way, bytes);
                open.seek((long) page * PAGE);
                open.write(bytes);
            }
            if (random.nextInt(10) == 0) {
                int left = pages / 2 + random.nextInt(pages / 2);
                done.append(", cut to ").append(left);
                open.setLength((long) left * PAGE);
            }
        }
        return done.toString();
    }

    private static void spoil(RandomAccessFile open, Random random, int pages, int way, byte[] bytes)
            throws IOException {
        switch (way) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) 0);
            case 2 -> {
                open.seek((long) random.nextInt(pages) * PAGE);
                open.readFully(bytes);
            }
            case 3 -> {
                for (int flip = 0; flip < 20; flip++) {
                    bytes[random.nextInt(PAGE)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 4 -> Arrays.fill(bytes, PAGE / 2, PAGE, (byte) random.nextInt(256));
            default -> {
                byte[] head = new byte[64];
                random.nextBytes(head);
                System.arraycopy(head, 0, bytes, 0, head.length);
            }
        }
    }
}
