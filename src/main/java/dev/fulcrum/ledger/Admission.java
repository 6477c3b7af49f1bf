package dev.fulcrum.ledger;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The places in the queue: an entry has one when it stands among the first {@code capacity}.
 *
 * <p>Entries beyond that are in the queue too, so that none is ever lost; their callers wait. {@link #enter} may be called
 * by any thread, {@link #admitNext} by the writing thread only.
 */
final class Admission {
    private final int capacity;
    private final AtomicLong entered = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final ConcurrentLinkedQueue<Appended> outside = new ConcurrentLinkedQueue<>();

    Admission(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the ledger's queue needs at least 1 place: " + capacity);
        }
        this.capacity = capacity;
    }

    Appended enter(EntryRow row, Runnable hurry) {
        long ticket = entered.incrementAndGet();
        boolean waits = !hasPlace(ticket);
        Appended appended = new Appended(row, ticket, waits, hurry);
        if (waits) {
            outside.add(appended);
            // the writer may have made room between the look and the add, and not come by again
            if (hasPlace(ticket)) {
                appended.admit();
            }
        }
        return appended;
    }

    /** Counts entries that are out of the queue, written or refused; their callers are told between this and the next call. */
    void leave(int count) {
        left.addAndGet(count);
    }

    /** Gives places that became free to those who wait; an entry that was refused must know it by now. */
    void admitNext() {
        for (Appended next = outside.peek(); next != null && hasPlace(next.ticket()); next = outside.peek()) {
            outside.poll();
            next.admit();
        }
    }

    long waiting() {
        return entered.get() - left.get();
    }

    private boolean hasPlace(long ticket) {
        return ticket - left.get() <= capacity;
    }
}
