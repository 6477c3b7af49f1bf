package dev.fulcrum.bench;

import java.nio.ByteBuffer;

/**
 * One answer on its way: the first word comes with the head, each further one after a pause, and after another the end.
 *
 * <p>An event that is late does not delay the later ones. Without a pause, the next event is always due.
 */
final class PacedStream {
    private static final long NANOS_IN_MILLI = 1_000_000;

    private final FramedEvents events;
    private final int words;
    private final long pauseNanos;
    private int next;
    private long dueNanos;

    /** @param now when the first word is due, on any clock in nanoseconds */
    PacedStream(Pace pace, long now) {
        this.events = FramedEvents.of(pace.text());
        this.words = pace.words();
        this.pauseNanos = pace.pauseMillis() * NANOS_IN_MILLI;
        this.dueNanos = now;
    }

    /** When the next event is due. */
    long dueNanos() {
        return dueNanos;
    }

    /** Whether all events were put. */
    boolean isOver() {
        return next > words;
    }

    boolean isPaced() {
        return pauseNanos > 0;
    }

    /** Puts what is due as far as it fits; without a pause one event. Puts nothing when nothing is due. */
    void putDue(long now, ByteBuffer out) {
        while (!isOver() && dueNanos <= now) {
            byte[] event = next == words ? events.end() : events.text(next);
            int head = next == 0 ? events.opening().length : 0;
            if (out.remaining() < head + event.length) {
                return;
            }
            out.put(events.opening(), 0, head).put(event);
            next++;
            dueNanos += pauseNanos;
            if (!isPaced()) {
                return;
            }
        }
    }
}
