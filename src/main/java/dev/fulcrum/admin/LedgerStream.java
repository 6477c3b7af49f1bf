package dev.fulcrum.admin;

import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.LedgerRow;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Sends entries as server-sent events while they are written, to one listener. */
final class LedgerStream {
    private static final int PAGE = 200;
    private static final long PAUSE_MILLIS = 250;
    private static final int PAUSES_TO_PING = 40;

    private final Vertx vertx;
    private final LedgerReader reader;
    private final HttpServerResponse response;
    private long seq;
    private int silentPauses;

    LedgerStream(Vertx vertx, LedgerReader reader, HttpServerResponse response) {
        this.vertx = vertx;
        this.reader = reader;
        this.response = response;
    }

    /** Begins after the newest entry. */
    void start() {
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                .write(": the ledger as it grows\n\n");
        vertx.executeBlocking(() -> reader.head().seq(), false)
                .onSuccess(head -> {
                    seq = head;
                    next();
                })
                .onFailure(cause -> response.end());
    }

    private void next() {
        if (response.closed()) {
            return;
        }
        vertx.executeBlocking(() -> reader.after(seq, PAGE), false)
                .onSuccess(this::send)
                .onFailure(cause -> response.end());
    }

    private void send(List<LedgerRow> rows) {
        if (response.closed()) {
            return;
        }
        for (LedgerRow row : rows) {
            response.write("event: " + row.kind() + "\nid: " + row.seq() + "\ndata: " + row.toJsonLine() + "\n\n");
            seq = row.seq();
        }
        silentPauses = rows.isEmpty() ? silentPauses + 1 : 0;
        if (silentPauses == PAUSES_TO_PING) {
            silentPauses = 0;
            response.write(": ping\n\n");
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> next());
        } else {
            vertx.setTimer(PAUSE_MILLIS, id -> next());
        }
    }
}
