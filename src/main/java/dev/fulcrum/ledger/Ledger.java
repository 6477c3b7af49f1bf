package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import dev.fulcrum.model.ExchangeEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of exchanges and acts, written in groups by one thread.
 *
 * <p>What callers are told is true. <i>Durable</i>: the entry is on the disk. <i>Accepted</i>: it waits in order and is
 * written as soon as the file allows, however long that takes. <i>Failed</i>: it is out of the queue, is not tried again,
 * and has to be taken as absent. When the file cannot be written, the writer tries again and again; entries that nobody
 * waits for stay, and those that somebody waits for fail after the patience given. Nothing is dropped in silence.
 *
 * <p>Thread-safe; {@link #append} neither locks nor blocks. Stages complete on the writing thread: what depends on them
 * must not block.
 */
public final class Ledger implements AutoCloseable {
    /** Entries that nobody waits for are gathered this long, so that one commit serves many. */
    private static final long GATHER_MILLIS = 100;

    /**
     * Groups begin at least this far apart: at many a second each would write the same pages of the file again, and flush them, for a few entries.
     * A model's answer takes longer by far, and where little happens nothing waits for it.
     */
    static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final ConcurrentLinkedQueue<Appended> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ActWrite> acts = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final Runnable hurry = this::hurry;
    private final Database database;
    private final ScheduledExecutorService thread;
    private final Admission admission;
    private final LedgerWriter writer;
    private final Duration patience;
    private volatile long begunNanos = System.nanoTime() - PACE_NANOS;
    private volatile boolean closed;

    /**
     * @param database stays open when the ledger is closed
     * @param capacity entries that may wait before {@link Appended#accepted()} makes callers wait
     * @param patience how long callers wait for a stage while the file cannot be written
     */
    public Ledger(Database database, int capacity, Duration patience) {
        this.database = database;
        this.thread = database.writerSchedule();
        this.admission = new Admission(capacity);
        this.patience = patience;
        this.writer = new LedgerWriter(database, queue, acts, admission, patience);
    }

    /** Takes an entry to be written after those appended before; what is returned says when the caller may go on. */
    public Appended append(ExchangeEntry entry) {
        EntryRow row;
        try {
            row = EntryRow.of(entry);
        } catch (RuntimeException bug) {
            return unfit(entry, bug);
        }
        String lost = database.lost();
        if (!lost.isEmpty()) {
            // as if it waited for a place: nobody may go on without it
            Appended refused = new Appended(null, 0, true, hurry);
            refused.refused(new LedgerUnavailable(lost + "; this was not recorded", null));
            return refused;
        }
        Appended appended = admission.enter(row, hurry);
        if (closed) {
            appended.refused(closedRefusal());
            admission.leave(1);
            return appended;
        }
        queue.add(appended);
        if (admission.waiting() >= LedgerWriter.GROUP) {
            hurry();
        } else if (!planned.get() && planned.compareAndSet(false, true)) {
            drainAfter(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
        return appended;
    }

    /** Records what an operator did; completes when it is on the disk. */
    public CompletionStage<Void> record(Act act) {
        return record(act, handle -> {}).thenAccept(seq -> {});
    }

    /**
     * Records what an operator did together with what it changed, in one transaction: both or neither.
     *
     * @param alsoDo the change; what it throws refuses the act and fails the stage. It is run again when the disk or a lock
     *     was in the way of the first try, so it must not do anything but write through the handle
     * @return the entry's number, once it is on the disk; {@link LedgerUnavailable} after the ledger's patience
     */
    public CompletionStage<Long> record(Act act, Consumer<Handle> alsoDo) {
        ActWrite write = new ActWrite(act, alsoDo);
        if (closed) {
            write.result().completeExceptionally(closedRefusal());
            return write.result();
        }
        acts.add(write);
        hurry();
        return write.result();
    }

    /**
     * Records an act within a transaction of the caller's, who runs on the writing thread and holds a handle of
     * {@link Database#writer()}.
     *
     * @return the entry's number
     */
    public long record(Handle handle, Act act) {
        try {
            return writer.append(handle, act);
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException("cannot record an act", failure, null);
        }
    }

    /** Exchanges that wait to be written. */
    public long lag() {
        return admission.waiting();
    }

    /** Whether the file could be written at the last try. */
    public boolean healthy() {
        return trouble().isEmpty();
    }

    /** Whether the file is no longer the one that was opened, so that nothing will be written until the process starts again. */
    public boolean lost() {
        return !database.lost().isEmpty();
    }

    /** Why nothing can be written; empty while the last try succeeded and the file is the one that was opened. */
    public String trouble() {
        String lost = database.lost();
        if (!lost.isEmpty()) {
            return lost;
        }
        return writer.healthy() && !closed ? "" : "the ledger cannot write";
    }

    /** Writes all that waits, or gives up after the patience and says how much was lost. Must not run on the writing thread. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        hurry();
        if (!lost() && finished(drained)) {
            return;
        }
        CompletableFuture<Integer> lost = CompletableFuture.supplyAsync(writer::abandon, thread);
        if (!finished(lost) || lost.join() > 0) {
            LOG.error(
                    "the ledger file {} was closed while it could not be written: {} entries and acts are lost",
                    database.file(),
                    lost.isDone() ? lost.join() : "an unknown number of");
        }
    }

    private boolean finished(CompletableFuture<?> stage) {
        try {
            stage.get(patience.toMillis() + 1000, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the ledger could not be closed", failure.getCause());
        }
    }

    private void hurry() {
        if (!hurried.get() && hurried.compareAndSet(false, true)) {
            long early = begunNanos + PACE_NANOS - System.nanoTime();
            drainAfter(Math.max(0, early), TimeUnit.NANOSECONDS);
        }
    }

    /** Plans a drain; it is left out when another has begun meanwhile, which finds all that this was planned for. */
    private void drainAfter(long time, TimeUnit unit) {
        long begun = begunNanos;
        Runnable unlessBegun = () -> {
            if (begunNanos == begun) {
                drain();
            }
        };
        // what breaks in a drain is logged there
        ScheduledFuture<?> unused = thread.schedule(unlessBegun, time, unit);
    }

    private void drain() {
        boolean rests = writer.resting();
        if (!rests) {
            // told before the flags are cleared: whoever plans a drain from then on plans one that is not left out
            begunNanos = System.nanoTime();
        }
        // cleared before the queue is read, so that an entry that comes later plans a drain of its own
        planned.set(false);
        hurried.set(false);
        if (rests) {
            return; // a drain after the rest is planned
        }
        try {
            if (!writer.write()) {
                drainAfter(writer.restMillis(), TimeUnit.MILLISECONDS);
            } else if (closed) {
                finish();
            } else if (!acts.isEmpty()) {
                // applications make acts too: entries, and whatever else waits for this thread, go in between
                hurry();
            }
        } catch (RejectedExecutionException databaseClosed) {
            LOG.warn("the ledger file {} was closed before the ledger", database.file());
        } catch (RuntimeException | Error bug) {
            LOG.error("the ledger's writer broke", bug);
            throw bug;
        }
    }

    private void finish() {
        if (admission.waiting() == 0 && acts.isEmpty()) {
            drained.complete(null);
        } else {
            hurry();
        }
    }

    private Appended unfit(ExchangeEntry entry, RuntimeException bug) {
        String what = "exchange " + entry.exchange().id() + " cannot be put into words for the ledger";
        LOG.error(what, bug);
        // as if it waited for a place: nobody may go on without it
        Appended refused = new Appended(null, 0, true, hurry);
        refused.refused(new LedgerUnavailable(what + ": " + bug, bug));
        return refused;
    }

    private static LedgerUnavailable closedRefusal() {
        return new LedgerUnavailable("the ledger is closed; this was not recorded", null);
    }
}
