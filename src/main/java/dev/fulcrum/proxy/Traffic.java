package dev.fulcrum.proxy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is under way in the gateway, and whether more may begin: a gateway that stops lets what has begun come to its end. Thread-safe; shared by all event
 * loops.
 */
final class Traffic {
    private final Set<Trip> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;
    private volatile boolean closed;

    /** Something under way; compared by identity. */
    final class Trip {
        private final Context context;
        private final Runnable interruption;

        private Trip(Context context, Runnable interruption) {
            this.context = context;
            this.interruption = interruption;
        }

        void end() {
            underWay.remove(this);
        }
    }

    /**
     * Notes that something begins. Whoever asks {@link #closed} afterwards and is told no is waited for.
     *
     * @param interruption stops it; runs on the caller's context
     */
    Trip begin(Runnable interruption) {
        Trip trip = new Trip(Vertx.currentContext(), interruption);
        underWay.add(trip);
        return trip;
    }

    int count() {
        return underWay.size();
    }

    /** Says that the gateway is about to stop: others should send no more here. */
    void leave() {
        leaving = true;
    }

    /** Whether the gateway is about to stop, or stops. */
    boolean leaving() {
        return leaving;
    }

    /** Lets nothing more begin. */
    void close() {
        leaving = true;
        closed = true;
    }

    /** Whether nothing more may begin. */
    boolean closed() {
        return closed;
    }

    /** Stops all that is under way. */
    void interrupt() {
        underWay.forEach(trip -> {
            if (trip.context != null) {
                trip.context.runOnContext(turn -> trip.interruption.run());
            }
        });
    }
}
