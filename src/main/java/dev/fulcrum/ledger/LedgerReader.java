package dev.fulcrum.ledger;

import dev.fulcrum.ledger.ReadingStore.Link;
import dev.fulcrum.ledger.Verification.Break;
import dev.fulcrum.ledger.Verification.Kind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads the ledger and checks its chain, also while it is written. Thread-safe; every method blocks.
 *
 * <p>Lists are the newest first, unless said otherwise, and continue with {@code before} set to the last number seen.
 */
public final class LedgerReader {
    private static final int PAGE = 500;

    /** Entries that are tried after a damaged one. */
    private static final int MOST_DAMAGED = 1_000;

    private final ReadingStore store;

    public LedgerReader(Jdbi readers) {
        this.store = new ReadingStore(readers);
    }

    /** Checks every entry up to the last. */
    public Verification verify() {
        return verify(Optional.empty());
    }

    /**
     * Checks every entry up to the last, and that an entry noted earlier still stands where it stood.
     *
     * @param known without it, entries that were cut off the end cannot be noticed
     */
    public Verification verify(Optional<ChainHead> known) {
        ChainHash chain = new ChainHash();
        long checked = 0;
        long listed = 0;
        Optional<Break> unlisted = stray();
        byte[] previous = new byte[ChainHash.BYTES];
        try {
            for (List<Link> page = store.links(0, PAGE); !page.isEmpty(); page = store.links(checked, PAGE)) {
                for (Link link : page) {
                    Optional<Break> broken = broken(chain, checked, previous, link, known);
                    if (broken.isPresent()) {
                        return new Verification(checked, ChainHead.of(checked, previous), broken);
                    }
                    checked = link.seq();
                    previous = link.hash();
                    Set<String> rules = link.rules();
                    listed += rules.size();
                    if (unlisted.isEmpty() && !rules.isEmpty()) {
                        unlisted = unlisted(link.seq(), rules);
                    }
                }
            }
            if (unlisted.isEmpty() && store.listed(checked) != listed) {
                unlisted = Optional.of(
                        new Break(
                                checked,
                                Kind.UNLISTED,
                                "entry_rules lists entries under rules that they do not tell of; every entry itself is in order"));
            }
        } catch (JdbiException damaged) {
            return new Verification(checked, ChainHead.of(checked, previous), Optional.of(damaged(checked, damaged)));
        }
        ChainHead head = ChainHead.of(checked, previous);
        Optional<Break> cut = known.flatMap(noted -> cut(head, noted));
        return new Verification(checked, head, cut.isPresent() ? cut : unlisted);
    }

    private Optional<Break> stray() {
        try {
            long lowest = store.lowest();
            return lowest > 0
                    ? Optional.empty()
                    : Optional.of(new Break(
                            lowest,
                            Kind.STRAY,
                            "a row has the number " + lowest + ": it was put in, numbers begin at 1"));
        } catch (JdbiException damaged) {
            return Optional.empty(); // the walk along the chain finds it, and knows where
        }
    }

    private Optional<Break> unlisted(long seq, Set<String> rules) {
        return store.unlisted(seq, rules)
                .map(rule -> new Break(
                        seq,
                        Kind.UNLISTED,
                        "entry " + seq + " tells of the rule " + rule
                                + ", but entry_rules does not list it there, so that a search by the rule misses it; the entry"
                                + " itself is in order"));
    }

    /** The first entry after a number that cannot be read, and how far the damage goes. */
    private Break damaged(long checked, JdbiException failure) {
        long first = checked + 1;
        while (readable(first)) {
            first++;
        }
        long next = first + 1;
        while (next < first + MOST_DAMAGED && !readable(next)) {
            next++;
        }
        String exchange;
        try {
            exchange =
                    store.exchangeOf(first).map(id -> " (exchange " + id + ")").orElse("");
        } catch (JdbiException alsoDamaged) {
            exchange = "";
        }
        String until = next == first + MOST_DAMAGED
                ? "; what follows cannot be read either"
                : "; entry " + next + " can be read again";
        return new Break(
                first,
                Kind.DAMAGED,
                "entry " + first + exchange + " cannot be read, its page is damaged (" + said(failure) + ")" + until
                        + ". Stop the gateway, keep the file, and restore a copy; `ledger export` writes what stands before the damage");
    }

    private static String said(JdbiException failure) {
        return SqlFailures.sqlCause(failure)
                .map(SQLException::getMessage)
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private boolean readable(long seq) {
        try {
            return store.link(seq).isPresent();
        } catch (JdbiException damaged) {
            return false;
        }
    }

    /** The last entry's place in the chain, without checking it. */
    public ChainHead head() {
        return store.tail(1).stream()
                .findFirst()
                .map(row -> new ChainHead(row.seq(), row.hash()))
                .orElse(ChainHead.NONE);
    }

    /** The newest entries of any kind, the oldest of them first. */
    public List<LedgerRow> tail(int limit) {
        return store.tail(limit);
    }

    /** Entries of any kind after a number, in their order. */
    public List<LedgerRow> after(long seq, int limit) {
        return store.after(seq, limit);
    }

    /**
     * Passes on every entry, or those whose own time is not before {@code since}, in their order, page by page.
     *
     * <p>Nothing but the entries themselves is asked which they are: what lies outside the chain could hide some.
     *
     * @return how many there were
     */
    public long export(Optional<Instant> since, Consumer<LedgerRow> to) {
        long count = 0;
        Instant from = since.orElse(Instant.ofEpochMilli(Long.MIN_VALUE));
        long last = 0;
        for (List<LedgerRow> page = store.since(from, last, PAGE);
                !page.isEmpty();
                page = store.since(from, last, PAGE)) {
            page.forEach(to);
            count += page.size();
            last = page.get(page.size() - 1).seq();
        }
        return count;
    }

    /** The entries of one exchange in their order: its intent if it was a stream, then its outcome; none when unknown. */
    public List<LedgerRow> exchange(String id) {
        return store.exchange(id);
    }

    /** Exchanges, one entry for each: its outcome, or its intent as long as there is no outcome. */
    public List<LedgerRow> exchanges(ExchangeFilter filter, OptionalLong before, int limit) {
        return store.exchanges(filter, before.orElse(Long.MAX_VALUE), limit);
    }

    /** What operators did. */
    public List<LedgerRow> acts(OptionalLong before, int limit) {
        return store.acts(before.orElse(Long.MAX_VALUE), limit);
    }

    private static Optional<Break> broken(
            ChainHash chain, long before, byte[] previous, Link link, Optional<ChainHead> known) {
        long seq = link.seq();
        if (seq != before + 1) {
            String missing = seq == before + 2
                    ? "entry " + (before + 1) + " is"
                    : "entries " + (before + 1) + " to " + (seq - 1) + " are";
            return Optional.of(new Break(before + 1, Kind.GAP, missing + " missing"));
        }
        if (!link.follows(previous)) {
            return Optional.of(new Break(
                    seq,
                    Kind.PREVIOUS,
                    "entry " + seq + " does not follow the entry before it: one of them was exchanged"));
        }
        if (!link.unchanged(chain)) {
            return Optional.of(
                    new Break(seq, Kind.HASH, "entry " + seq + " was changed after it was written: its hash differs"));
        }
        return known.filter(noted -> noted.seq() == seq && !Arrays.equals(noted.bytes(), link.hash()))
                .map(noted -> new Break(
                        seq,
                        Kind.REPLACED,
                        "entry " + seq + " is not the one that was noted: the chain was written anew"));
    }

    private static Optional<Break> cut(ChainHead head, ChainHead noted) {
        return noted.seq() <= head.seq()
                ? Optional.empty()
                : Optional.of(new Break(
                        head.seq() + 1,
                        Kind.CUT,
                        "the ledger ends at entry " + head.seq() + ", but entry " + noted.seq()
                                + " was noted earlier"));
    }
}
