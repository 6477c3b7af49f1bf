package dev.fulcrum.proxy;

import dev.fulcrum.upstream.Places;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Lets requests in as long as there are places and the event loop keeps up, before anything of them costs much. Confined to one event loop. */
final class Entrance {
    private final Places places;
    private final Headroom headroom;
    private final BooleanSupplier unrecordable;

    /**
     * @param places of exchanges under way, over all event loops
     * @param unrecordable whether nothing can be put on record any more
     */
    Entrance(Places places, Headroom headroom, BooleanSupplier unrecordable) {
        this.places = places;
        this.headroom = headroom;
        this.unrecordable = unrecordable;
    }

    /** Why a request is turned away as soon as its head is there; its body would be read for nothing. */
    Optional<Failure> objection() {
        if (unrecordable.getAsBoolean()) {
            return Optional.of(Failure.unrecorded());
        }
        if (headroom.left() && !places.full()) {
            return Optional.empty();
        }
        places.turnedAway();
        return Optional.of(Failure.overloaded(places.freeIn()));
    }

    /**
     * Waits for a place; whoever gets one has to leave it. To be called when the request's body is there: one that never comes would keep others out.
     *
     * @param gone completes when the caller has left
     * @return fails with a {@link Failure}
     */
    Future<Places.Place> enter(Future<?> gone) {
        Future<Places.Place> place = places.enter(gone);
        return place.succeeded()
                ? place
                : place.recover(cause -> Future.failedFuture(
                        ((Places.Refused) cause).reason() == Places.Reason.GONE
                                ? Failure.callerLeft()
                                : Failure.overloaded(places.freeIn())));
    }
}
