package dev.fulcrum.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An entry on its way into the ledger, and what can be waited for meanwhile. Thread-safe.
 *
 * <p>Stages complete on the ledger's writing thread: what depends on them must not block.
 */
public final class Appended {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final VarHandle DURABLE;

    static {
        try {
            DURABLE = MethodHandles.lookup().findVarHandle(Appended.class, "durable", CompletionStage.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final EntryRow row;
    private final long ticket;
    private final long appendedNanos;
    private final CompletableFuture<Void> place;
    private final Runnable hurry;
    /** Null while nobody has asked, then what was handed out; at the end what became of it. */
    private volatile CompletionStage<Void> durable;

    private long askedNanos;

    /**
     * @param ticket how many entries have been appended with this one
     * @param waits whether there is no place for it yet
     * @param hurry wakes the writer
     */
    Appended(EntryRow row, long ticket, boolean waits, Runnable hurry) {
        this.row = row;
        this.ticket = ticket;
        this.place = waits ? new CompletableFuture<>() : null;
        this.appendedNanos = waits ? System.nanoTime() : 0;
        this.hurry = hurry;
    }

    /**
     * Completes when the queue has a place for the entry, usually at once; from then on the entry is written as soon as the
     * file allows, unless the process dies first.
     *
     * <p>Fails with {@link LedgerUnavailable} when there was no place within the ledger's patience; the entry is then out
     * of the queue.
     */
    public CompletionStage<Void> accepted() {
        return place == null ? DONE : place;
    }

    /**
     * Completes when the entry is on the disk. Asking makes the writer begin at once.
     *
     * <p>Fails with {@link LedgerUnavailable} when it could not be written within the ledger's patience, counted from
     * the first asking; the entry is then out of the queue and will not be written later.
     */
    public CompletionStage<Void> durable() {
        CompletionStage<Void> known = durable;
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> asked = new CompletableFuture<>();
        askedNanos = System.nanoTime();
        if (!DURABLE.compareAndSet(this, (CompletionStage<Void>) null, asked)) {
            return durable;
        }
        hurry.run();
        return asked;
    }

    EntryRow row() {
        return row;
    }

    long ticket() {
        return ticket;
    }

    /** Gives the entry its place in the queue. */
    void admit() {
        if (place != null) {
            place.complete(null);
        }
    }

    /** How long somebody has been waiting for a stage; −1 when nobody is. */
    long waitedNanos(long now) {
        if (place != null && !place.isDone()) {
            return now - appendedNanos;
        }
        return durable == null ? -1 : now - askedNanos;
    }

    void written() {
        Object before = DURABLE.getAndSet(this, DONE);
        admit();
        if (before instanceof CompletableFuture<?> asked) {
            asked.complete(null);
        }
    }

    void refused(Throwable failure) {
        Object before = DURABLE.getAndSet(this, CompletableFuture.<Void>failedStage(failure));
        if (place != null) {
            place.completeExceptionally(failure);
        }
        if (before instanceof CompletableFuture<?> asked) {
            asked.completeExceptionally(failure);
        }
    }
}
