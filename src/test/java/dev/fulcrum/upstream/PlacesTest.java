package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.upstream.Places.Place;
import dev.fulcrum.upstream.Places.Reason;
import dev.fulcrum.upstream.Places.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Caller caller = new Caller();
    private final TestClock clock = new TestClock();

    @AfterEach
    void close() {
        caller.close();
    }

    private Places places(int places, int queue, Duration patience) {
        return new Places(places, queue, patience, clock);
    }

    private Place enter(Places places) {
        return caller.await(() -> places.enter(Promise.promise().future()));
    }

    /** Enters without waiting for what comes of it; true when it did wait. */
    private Future<Place> queue(Places places, Future<?> gone) {
        Promise<Future<Place>> entered = Promise.promise();
        caller.context().runOnContext(turn -> entered.complete(places.enter(gone)));
        return Caller.result(entered.future());
    }

    private Future<Place> queue(Places places) {
        return queue(places, Promise.promise().future());
    }

    @Test
    void inOrder_whenSeveralWait() {
        Places places = places(1, 3, LONG);
        List<Integer> granted = new CopyOnWriteArrayList<>();
        List<Place> held = new CopyOnWriteArrayList<>(List.of(enter(places)));
        for (int i = 1; i <= 3; i++) {
            int number = i;
            queue(places).onSuccess(place -> {
                held.add(place);
                granted.add(number);
            });
        }
        assertThat(places.queued()).isEqualTo(3);

        for (int i = 1; i <= 3; i++) {
            held.get(i - 1).leave();
            int expected = i;
            await().until(() -> granted.size() == expected);
        }

        assertThat(granted).containsExactly(1, 2, 3);
        assertThat(places.inFlight()).isEqualTo(1);
    }

    @Test
    void refusedAtOnce_whenTheQueueIsFull() {
        Places places = places(1, 1, LONG);
        enter(places);
        Future<Place> waiting = queue(places);

        Future<Place> refused = queue(places);

        assertThat(waiting.isComplete()).isFalse();
        assertThat(((Refused) refused.cause()).reason()).isEqualTo(Reason.FULL);
        assertThat(places.full()).isTrue();
        assertThat(places.refused()).isEqualTo(1);
        assertThat(places.refusedLately()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(61));
        assertThat(places.refusedLately()).isZero();
        assertThat(places.refused()).isEqualTo(1);
    }

    @Test
    void tellsWhenThereIsAPlace_byHowLongPlacesWereHeld() {
        Places places = places(2, 3, LONG);
        Place first = enter(places);
        assertThat(places.freeIn()).isZero();
        clock.pass(Duration.ofSeconds(8));
        first.leave();
        enter(places);
        enter(places);

        assertThat(places.freeIn()).isEqualTo(Duration.ofSeconds(4));
        queue(places);
        queue(places);
        assertThat(places.freeIn()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void queueHasRoomAgain_whenTheWaitTookTooLong() {
        Places places = places(1, 1, Duration.ofMillis(20));
        Place holder = enter(places);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> enter(places))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.LATE));
        }

        assertThat(places.queued()).isZero();
        holder.leave();
        enter(places);
        assertThat(places.inFlight()).isEqualTo(1);
    }

    @Test
    void passedOver_whenAWaiterIsGone() {
        Places places = places(1, 2, LONG);
        Place holder = enter(places);
        Promise<Void> gone = Promise.promise();
        Future<Place> leaving = queue(places, gone.future());
        Future<Place> staying = queue(places);
        caller.context().runOnContext(turn -> gone.complete());
        await().until(leaving::isComplete);

        holder.leave();

        await().until(staying::succeeded);
        assertThat(((Refused) leaving.cause()).reason()).isEqualTo(Reason.GONE);
        assertThat(places.refused()).isZero();
        assertThat(places.inFlight()).isEqualTo(1);
    }

    @Test
    void placeCountsOnce_whenItIsLeftTwice() {
        Places places = places(2, 0, LONG);
        Place place = enter(places);
        enter(places);

        place.leave();
        place.leave();

        assertThat(places.inFlight()).isEqualTo(1);
    }

    @Test
    void neverMoreThanItsPlacesOrItsQueue_whenManyLoopsCompete() {
        Places places = places(3, 50, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger longest = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int rounds = 20_000;
        List<Context> loops = List.of(loop(), loop(), loop(), loop());
        IntStream.range(0, rounds).forEach(i -> loops.get(i % loops.size())
                .runOnContext(ignored -> places.enter(Promise.promise().future())
                        .onSuccess(place -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            longest.accumulateAndGet(places.queued(), Math::max);
                            loops.get(i % loops.size()).runOnContext(later -> {
                                inside.decrementAndGet();
                                entered.incrementAndGet();
                                place.leave();
                            });
                        })
                        .onFailure(full -> refused.incrementAndGet())));

        await().until(() -> entered.get() + refused.get() == rounds);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(longest.get()).isLessThanOrEqualTo(50);
        assertThat(entered.get()).isGreaterThan(53);
        await().until(() -> places.inFlight() == 0);
        assertThat(places.queued()).isZero();
        assertThat(places.refused()).isEqualTo(refused.get());
    }

    private Context loop() {
        return ((VertxInternal) caller.vertx()).createEventLoopContext();
    }
}
