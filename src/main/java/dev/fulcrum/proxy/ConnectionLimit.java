package dev.fulcrum.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections against a limit. Thread-safe; shared by all event loops. */
final class ConnectionLimit {
    private final AtomicInteger open = new AtomicInteger();
    private final int limit;

    ConnectionLimit(int limit) {
        this.limit = limit;
    }

    /** Whether one more may stay open; if not, it has not been counted. */
    boolean enter() {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        open.decrementAndGet();
    }
}
