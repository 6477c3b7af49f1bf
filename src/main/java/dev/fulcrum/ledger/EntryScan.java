package dev.fulcrum.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;

/**
 * Passes on entries in their order, and goes on behind those that stand on damaged pages.
 *
 * @param <T> what an entry is read as
 */
final class EntryScan<T> {
    private static final int PAGE = 500;

    /** Damaged entries in a row that are tried one by one; then only each of so many, until one can be read. */
    private static final int ALL_TRIED = 20_000;

    private static final int STRIDE = 32;

    /** What says nothing of the pages. */
    private static final Set<Integer> NO_DAMAGE = Set.of(
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_LOCKED.code,
            SQLiteErrorCode.SQLITE_NOMEM.code,
            SQLiteErrorCode.SQLITE_INTERRUPT.code,
            SQLiteErrorCode.SQLITE_PROTOCOL.code);

    private final Pages<T> pages;
    private final Single<T> single;
    private final ToLongFunction<T> seq;
    private final LongSupplier end;

    /** Entries in their order. */
    interface Pages<T> {
        List<T> after(long seq, int limit);
    }

    /** An entry, read alone. */
    interface Single<T> {
        Optional<T> of(long seq);
    }

    /**
     * Entries that cannot be read.
     *
     * @param said what SQLite said of the first
     */
    record Lost(long first, long last, String said) {
        @Override
        public String toString() {
            return first == last ? "entry " + first : "entries " + first + " to " + last;
        }
    }

    /** @param end the last number that there should be; asked when something is damaged */
    EntryScan(Pages<T> pages, Single<T> single, ToLongFunction<T> seq, LongSupplier end) {
        this.pages = pages;
        this.single = single;
        this.seq = seq;
        this.end = end;
    }

    /**
     * Reads all entries after a number.
     *
     * @param lost is told of entries that cannot be read, before the next that can
     * @return whether they could be read page by page, as they can when nothing is damaged
     */
    boolean read(long after, Consumer<T> each, Consumer<Lost> lost) {
        boolean whole = true;
        long last = after;
        while (true) {
            Optional<JdbiException> failure = Optional.empty();
            List<T> page = List.of();
            try {
                page = pages.after(last, PAGE);
            } catch (JdbiException unreadable) {
                requireDamage(unreadable);
                failure = Optional.of(unreadable);
            }
            if (failure.isPresent() || !rising(last, page)) {
                whole = false;
                long until = end.getAsLong();
                last = oneByOne(last, until, failure.map(EntryScan::said), each, lost);
                if (last >= until) {
                    return false;
                }
            } else if (page.isEmpty()) {
                return whole;
            } else {
                page.forEach(each);
                last = seq.applyAsLong(page.get(page.size() - 1));
            }
        }
    }

    /** Whether something is damaged, rather than in use; other failures are thrown. */
    static void requireDamage(JdbiException failure) {
        if (SqlFailures.sqlCause(failure)
                .filter(sql -> !NO_DAMAGE.contains(SqlFailures.code(sql)))
                .isEmpty()) {
            throw failure;
        }
    }

    static String said(JdbiException failure) {
        return SqlFailures.sqlCause(failure)
                .map(SQLException::getMessage)
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    /** A page that was overwritten with another one of the file has numbers that were before. */
    private boolean rising(long after, List<T> page) {
        long last = after;
        for (T row : page) {
            long number = seq.applyAsLong(row);
            if (number <= last) {
                return false;
            }
            last = number;
        }
        return true;
    }

    /** Reads about a page of entries, each alone; the last number that was tried. */
    private long oneByOne(long after, long until, Optional<String> failure, Consumer<T> each, Consumer<Lost> lost) {
        long first = 0;
        String said = failure.orElse("entries are not in their order");
        long number = after;
        for (int tried = 0; number < until && (tried < PAGE || first > 0); tried++) {
            boolean all = first == 0 || number - first < ALL_TRIED;
            number = all ? number + 1 : Math.min(until, number + STRIDE);
            Optional<T> row;
            try {
                row = single.of(number);
            } catch (JdbiException unreadable) {
                requireDamage(unreadable);
                row = Optional.empty();
                said = first == 0 ? said(unreadable) : said;
            }
            if (row.isEmpty()) {
                first = first == 0 ? number : first;
            } else if (all) {
                if (first > 0) {
                    lost.accept(new Lost(first, number - 1, said));
                }
                first = 0;
                each.accept(row.get());
            } else {
                // those since the one that was tried before can be read too, perhaps
                number = Math.max(first, number - STRIDE);
                lost.accept(new Lost(first, number, said));
                return number;
            }
        }
        if (first > 0) {
            lost.accept(new Lost(first, number, said));
        }
        return number;
    }
}
