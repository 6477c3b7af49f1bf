package dev.fulcrum.proxy;

import dev.fulcrum.upstream.Places;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Lets requests in as long as there are places and the event loop keeps up, before anything of them costs much. Confined to one event loop. */
final class Entrance {
    private final Places places;
    private final Headroom headroom;

    /** @param places of exchanges under way, over all event loops */
    Entrance(Places places, Headroom headroom) {
        this.places = places;
        this.headroom = headroom;
    }

    /**
     * Waits for a place; whoever gets one has to leave it.
     *
     * @param gone completes when the caller has left
     * @return fails with a {@link Failure}
     */
    Future<Places.Place> enter(HttpServerRequest http, Future<?> gone) {
        if (!headroom.left()) {
            places.turnedAway();
            return Future.failedFuture(Failure.overloaded());
        }
        Future<Places.Place> place = places.enter(gone);
        if (place.succeeded()) {
            return place;
        }
        http.pause(); // or its body would be lost
        return place.map(taken -> {
                    http.resume();
                    return taken;
                })
                .recover(cause -> Future.failedFuture(
                        ((Places.Refused) cause).reason() == Places.Reason.GONE
                                ? Failure.callerLeft()
                                : Failure.overloaded()));
    }
}
