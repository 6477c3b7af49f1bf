package dev.fulcrum.ledger;

import dev.fulcrum.ledger.EntryScan.Lost;
import dev.fulcrum.ledger.ReadingStore.Link;
import dev.fulcrum.ledger.Verification.Break;
import dev.fulcrum.ledger.Verification.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads the ledger and checks its chain, also while it is written. Thread-safe; every method blocks.
 *
 * <p>Lists are the newest first, unless said otherwise, and continue with {@code before} set to the last number seen.
 */
public final class LedgerReader {
    /** Damaged places that are named besides the first. */
    private static final int MOST_NAMED = 20;

    private static final String AFTERWARDS = ". Stop the gateway, keep the file, and restore a copy";

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
        Optional<Break> stray = stray();
        Walk walk = new Walk(known);
        boolean whole =
                new EntryScan<>(store::links, store::link, Link::seq, store::last).read(0, walk::entry, walk::lost);
        Optional<Break> broken = walk.broken.isPresent() || !walk.lost.isEmpty() || whole
                ? walk.broken.or(() -> damaged(walk.lost))
                : Optional.of(new Break(
                        walk.checked,
                        Kind.DAMAGED,
                        "every entry can be read alone and is in order, but not one after the other: the pages that put them in"
                                + " their order are damaged" + AFTERWARDS));
        ChainHead head = ChainHead.of(walk.checked, walk.previous);
        if (broken.isPresent()) {
            return new Verification(walk.checked, head, broken);
        }
        Optional<Break> cut = known.flatMap(noted -> cut(head, noted));
        return new Verification(
                walk.checked, head, cut.or(() -> stray).or(() -> walk.unlisted).or(() -> listedWrongly(walk)));
    }

    /** Goes along the chain as far as it holds. */
    private final class Walk {
        private final ChainHash chain = new ChainHash();
        private final Optional<ChainHead> known;
        private final List<Lost> lost = new ArrayList<>();
        private byte[] previous = new byte[ChainHash.BYTES];
        private Optional<Break> broken = Optional.empty();
        private Optional<Break> unlisted = Optional.empty();
        private long checked;
        private long listed;

        Walk(Optional<ChainHead> known) {
            this.known = known;
        }

        void entry(Link link) {
            if (broken.isPresent() || !lost.isEmpty()) {
                return;
            }
            broken = LedgerReader.broken(chain, checked, previous, link, known);
            if (broken.isPresent()) {
                return;
            }
            checked = link.seq();
            previous = link.hash();
            Set<String> rules = link.rules();
            listed += rules.size();
            if (unlisted.isEmpty() && !rules.isEmpty()) {
                unlisted = LedgerReader.this.unlisted(link.seq(), rules);
            }
        }

        void lost(Lost entries) {
            lost.add(entries);
        }
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
        try {
            return store.unlisted(seq, rules)
                    .map(rule -> new Break(
                            seq,
                            Kind.UNLISTED,
                            "entry " + seq + " tells of the rule " + rule
                                    + ", but entry_rules does not list it there, so that a search by the rule misses it; the entry"
                                    + " itself is in order"));
        } catch (JdbiException damaged) {
            return Optional.of(listUnreadable(seq, damaged));
        }
    }

    private Optional<Break> listedWrongly(Walk walk) {
        try {
            return store.listed(walk.checked) == walk.listed
                    ? Optional.empty()
                    : Optional.of(
                            new Break(
                                    walk.checked,
                                    Kind.UNLISTED,
                                    "entry_rules lists entries under rules that they do not tell of; every entry itself is in order"));
        } catch (JdbiException damaged) {
            return Optional.of(listUnreadable(walk.checked, damaged));
        }
    }

    private static Break listUnreadable(long seq, JdbiException damaged) {
        EntryScan.requireDamage(damaged);
        return new Break(
                seq,
                Kind.UNLISTED,
                "entry_rules, by which entries are found under their rules, stands on a damaged page ("
                        + EntryScan.said(damaged) + "); the entries themselves are in order" + AFTERWARDS);
    }

    private Optional<Break> damaged(List<Lost> lost) {
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        Lost first = lost.get(0);
        String exchange;
        try {
            exchange = store.exchangeOf(first.first())
                    .map(id -> " (exchange " + id + ")")
                    .orElse("");
        } catch (JdbiException alsoDamaged) {
            exchange = "";
        }
        List<Lost> others = lost.subList(1, lost.size());
        String also = others.isEmpty()
                ? ""
                : ", nor can "
                        + others.stream().limit(MOST_NAMED).map(Lost::toString).collect(Collectors.joining(", "))
                        + (others.size() > MOST_NAMED ? " and more" : "");
        return Optional.of(new Break(
                first.first(),
                Kind.DAMAGED,
                "entry " + first.first() + exchange + " cannot be read, its page is damaged (" + first.said() + ")"
                        + (first.last() > first.first() ? ", and so up to entry " + first.last() : "") + also
                        + AFTERWARDS + "; `ledger export` writes the other entries"));
    }

    /** What is wrong with any page of the file, also those that hold no entries; it is looked through whole. */
    public Optional<String> damage() {
        return store.damage();
    }

    /** The last number of an entry that anything in the file tells of, as far as that can be read. */
    public long last() {
        return store.last();
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
     * Passes on every entry, or those whose own time is not before {@code since}, in their order, page by page; also those behind
     * damaged pages.
     *
     * <p>Nothing but the entries themselves is asked which they are: what lies outside the chain could hide some.
     *
     * @param lost is told of entries that cannot be read
     * @return how many there were
     */
    public long export(Optional<Instant> since, Consumer<LedgerRow> to, Consumer<String> lost) {
        AtomicLong count = new AtomicLong();
        Instant from = since.orElse(Instant.ofEpochMilli(Long.MIN_VALUE));
        read(
                0,
                row -> {
                    if (!row.at().isBefore(from)) {
                        to.accept(row);
                        count.incrementAndGet();
                    }
                },
                lost);
        return count.get();
    }

    /** The same where nobody asks what is missing. */
    public long export(Optional<Instant> since, Consumer<LedgerRow> to) {
        return export(since, to, lost -> {});
    }

    /** Passes on every entry after a number, also those behind damaged pages. */
    public void read(long after, Consumer<LedgerRow> to, Consumer<String> lost) {
        new EntryScan<>(store::after, store::row, LedgerRow::seq, store::last)
                .read(after, to, entries -> lost.accept(entries + " cannot be read (" + entries.said() + ")"));
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
