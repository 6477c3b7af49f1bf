package dev.fulcrum.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sends the events of many streams, each in its own pace and phase; for one event loop.
 *
 * <p>What is due is sent every {@value #TICK_MILLIS} ms, as a model's server sends a word of every stream that it decodes in one step. A timer for
 * each stream would cost the machine more than what is measured. An event that is late does not delay the later ones.
 */
final class Pacer {
    private static final int TICK_MILLIS = 5;
    private static final long NANOS_IN_MILLI = 1_000_000;

    private static final class Paced {
        private final HttpServerResponse response;
        private final List<Buffer> texts;
        private final Pace pace;
        private int sent;
        private long dueNanos;

        Paced(HttpServerResponse response, List<Buffer> texts, Pace pace, long dueNanos) {
            this.response = response;
            this.texts = texts;
            this.pace = pace;
            this.dueNanos = dueNanos;
        }
    }

    private final Buffer end;
    private final PriorityQueue<Paced> waiting = new PriorityQueue<>(Comparator.comparingLong(paced -> paced.dueNanos));
    private final long begun = System.nanoTime();

    /** @param end of every stream */
    Pacer(Vertx vertx, Buffer end) {
        this.end = end;
        vertx.setPeriodic(TICK_MILLIS, tick -> sendDue());
    }

    /** Sends the first text now, each further one and then the end after a pause; texts come again when all were sent. */
    void stream(HttpServerResponse response, List<Buffer> texts, Pace pace) {
        advance(new Paced(response, texts, pace, now()));
    }

    private void sendDue() {
        long now = now();
        while (!waiting.isEmpty() && waiting.peek().dueNanos <= now) {
            advance(waiting.poll());
        }
    }

    private void advance(Paced paced) {
        if (paced.response.closed()) {
            return;
        }
        if (paced.sent == paced.pace.words()) {
            paced.response.end(end);
            return;
        }
        paced.response.write(paced.texts.get(paced.sent % paced.texts.size()));
        paced.sent++;
        paced.dueNanos += paced.pace.pauseMillis() * NANOS_IN_MILLI;
        waiting.add(paced);
    }

    private long now() {
        return System.nanoTime() - begun;
    }
}
