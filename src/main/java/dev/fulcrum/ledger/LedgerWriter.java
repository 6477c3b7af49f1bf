package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing thread's half of the ledger: takes what waits, commits it in groups and tells who waits.
 *
 * <p>A commit that was reported as failed can have succeeded all the same; so the next try first looks whether its last
 * entry is there. Apart from {@link #healthy()}, for the writing thread only.
 */
final class LedgerWriter {
    static final int GROUP = 512;

    private static final long FIRST_REST_MILLIS = 20;
    private static final long LONGEST_REST_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Database database;
    private final ConcurrentLinkedQueue<Appended> queue;
    private final ConcurrentLinkedQueue<ActWrite> acts;
    private final Admission admission;
    private final Duration patience;
    private final Jdbi jdbi;
    private final EntryStore store;

    /** Taken from the queue and not yet written: what a failed commit leaves for the next. */
    private final List<Appended> group = new ArrayList<>(GROUP);

    /** For all groups: to open one costs more than an entry. Never closed, since the connection is the database's. */
    private Handle groups;

    private EntryStore.End attempted;
    private long restMillis;
    private long restsUntilNanos;
    private volatile boolean healthy = true;

    LedgerWriter(
            Database database,
            ConcurrentLinkedQueue<Appended> queue,
            ConcurrentLinkedQueue<ActWrite> acts,
            Admission admission,
            Duration patience) {
        this.database = database;
        this.queue = queue;
        this.acts = acts;
        this.admission = admission;
        this.patience = patience;
        this.jdbi = database.writer();
        this.store = new EntryStore(database.guard());
    }

    /** Whether the last try succeeded. */
    boolean healthy() {
        return healthy;
    }

    /** Whether a failed try was so short ago that the next has to wait. */
    boolean resting() {
        return !healthy && System.nanoTime() - restsUntilNanos < 0;
    }

    /** How long to wait after a failed try. */
    long restMillis() {
        return restMillis;
    }

    /** Writes all entries and some acts; false when that failed and has to be tried again after {@link #restMillis()}. */
    boolean write() {
        try {
            for (int left = GROUP; left > 0 && !acts.isEmpty(); left--) {
                writeAct(acts.peek());
                acts.poll();
            }
            boolean more = true;
            while (more) {
                more = writeGroup();
            }
            if (!healthy) {
                jdbi.useTransaction(store::probe);
                recovered();
            }
            return true;
        } catch (SQLException | RuntimeException failure) {
            failed(failure);
            return false;
        }
    }

    /** Adds an act to the caller's transaction. */
    long append(Handle handle, Act act) throws SQLException {
        return store.append(handle, act).seq();
    }

    /** Refuses all that still waits; the number of entries and acts that this concerns. */
    int abandon() {
        return abandon(refusal("before it was closed", null));
    }

    private int abandon(LedgerUnavailable refusal) {
        List<Appended> entries = new ArrayList<>(group);
        group.clear();
        attempted = null;
        for (Appended next = queue.poll(); next != null; next = queue.poll()) {
            entries.add(next);
        }
        int count = entries.size() + acts.size();
        refuse(entries, refusal);
        for (ActWrite next = acts.poll(); next != null; next = acts.poll()) {
            next.result().completeExceptionally(refusal);
        }
        return count;
    }

    private void writeAct(ActWrite write) throws SQLException {
        try {
            EntryStore.End end = jdbi.inTransaction(handle -> write.in(handle, store));
            write.result().complete(end.seq());
        } catch (SQLException | RuntimeException failure) {
            if (SqlFailures.passing(failure)
                    || FileGuard.isLost(failure)
                    || !database.lost().isEmpty()) {
                throw failure;
            }
            // the change itself is impossible: nothing of it was written, and the ledger is well
            write.result().completeExceptionally(failure);
        }
    }

    /** Commits one group; whether it was a full one, so that more may wait. */
    private boolean writeGroup() throws SQLException {
        if (attempted == null) {
            while (group.size() < GROUP && !queue.isEmpty()) {
                group.add(queue.poll());
            }
        }
        if (group.isEmpty()) {
            return false;
        }
        if (groups == null) {
            groups = jdbi.open();
        }
        groups.useTransaction(handle -> {
            if (attempted == null || !store.holds(handle, attempted)) {
                attempted = store.append(handle, group);
            }
        });
        boolean full = group.size() == GROUP;
        written();
        // what came while the file failed has no drain of its own
        return full || (!healthy && !queue.isEmpty());
    }

    private void written() {
        List<Appended> done = List.copyOf(group);
        attempted = null;
        group.clear();
        admission.leave(done.size());
        // all who wait go on together, before anything is told
        for (Appended appended : done) {
            appended.written();
        }
        admission.admitNext();
        for (Appended appended : done) {
            TradeLog.tell(appended.row().tradeLines());
        }
    }

    private void failed(Exception failure) {
        if (!database.lost().isEmpty()) {
            lost(failure);
            return;
        }
        if (healthy) {
            LOG.warn("the ledger file {} cannot be written, entries wait: {}", database.file(), failure.toString());
            restMillis = FIRST_REST_MILLIS;
        } else {
            restMillis = Math.min(2 * restMillis, LONGEST_REST_MILLIS);
        }
        healthy = false;
        long now = System.nanoTime();
        restsUntilNanos = now + restMillis * 1_000_000;
        LedgerUnavailable refusal = refusal("for " + patience.toMillis() + " ms", failure);
        List<Appended> impatient = new ArrayList<>();
        takeImpatient(group.iterator(), now, impatient);
        takeImpatient(queue.iterator(), now, impatient);
        if (group.isEmpty()) {
            attempted = null;
        }
        refuse(impatient, refusal);
        int refusedActs = 0;
        for (ActWrite next = acts.peek(); next != null && outOfPatience(next.waitedNanos(now)); next = acts.peek()) {
            acts.poll();
            next.result().completeExceptionally(refusal);
            refusedActs++;
        }
        if (!impatient.isEmpty() || refusedActs > 0) {
            LOG.error(
                    "the ledger refused {} entries and {} acts: {}",
                    impatient.size(),
                    refusedActs,
                    refusal.getMessage());
        }
    }

    /** Nothing of what waits will ever be written. */
    private void lost(Exception failure) {
        healthy = false;
        restMillis = LONGEST_REST_MILLIS;
        restsUntilNanos = System.nanoTime() + restMillis * 1_000_000;
        int count = abandon(new LedgerUnavailable(database.lost() + "; this was not recorded", failure));
        if (count > 0) {
            LOG.error("{} entries and acts are lost with it", count);
        }
    }

    private void takeImpatient(Iterator<Appended> from, long now, List<Appended> impatient) {
        while (from.hasNext()) {
            Appended next = from.next();
            if (outOfPatience(next.waitedNanos(now))) {
                from.remove();
                impatient.add(next);
            }
        }
    }

    private boolean outOfPatience(long waitedNanos) {
        return waitedNanos >= patience.toNanos();
    }

    private void refuse(List<Appended> entries, LedgerUnavailable refusal) {
        admission.leave(entries.size());
        entries.forEach(appended -> appended.refused(refusal));
        admission.admitNext();
    }

    private LedgerUnavailable refusal(String when, Exception cause) {
        String why = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new LedgerUnavailable(
                "the ledger file " + database.file() + " could not be written " + when + why
                        + "; this was not recorded. Look for a full disk, or a process that keeps the file locked",
                cause);
    }

    private void recovered() {
        healthy = true;
        LOG.info("the ledger file {} can be written again", database.file());
    }
}
