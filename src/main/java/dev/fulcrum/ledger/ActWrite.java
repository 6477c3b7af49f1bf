package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** An act that waits to be written, together with what has to happen in the same transaction. */
final class ActWrite {
    private final Act act;
    private final Consumer<Handle> alsoDo;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private final long askedNanos = System.nanoTime();
    private EntryStore.End attempted;

    ActWrite(Act act, Consumer<Handle> alsoDo) {
        this.act = act;
        this.alsoDo = alsoDo;
    }

    /** Writes both in the caller's transaction, unless an earlier try that was reported as failed has done so. */
    EntryStore.End in(Handle handle, EntryStore store) throws SQLException {
        if (attempted == null || !store.holds(handle, attempted)) {
            alsoDo.accept(handle);
            attempted = store.append(handle, act);
        }
        return attempted;
    }

    /** Completes with the entry's number. */
    CompletableFuture<Long> result() {
        return result;
    }

    long waitedNanos(long now) {
        return now - askedNanos;
    }
}
