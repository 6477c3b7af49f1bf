package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void inOrder_whenSeveralWait() {
        Permits permits = new Permits(1);
        List<Integer> granted = new CopyOnWriteArrayList<>();
        assertThat(permits.acquire(caller.context(), () -> granted.add(0))).isNull();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            assertThat(permits.acquire(caller.context(), () -> granted.add(number)))
                    .isNotNull();
        }
        for (int i = 1; i <= 3; i++) {
            permits.release();
            int expected = i;
            await().until(() -> granted.size() == expected);
        }
        assertThat(granted).containsExactly(1, 2, 3);
    }

    @Test
    void passedOver_whenAWaiterGaveUp() {
        Permits permits = new Permits(1);
        List<String> granted = new CopyOnWriteArrayList<>();
        permits.acquire(caller.context(), () -> granted.add("holder"));
        Permits.Waiter leaving = permits.acquire(caller.context(), () -> granted.add("leaving"));
        permits.acquire(caller.context(), () -> granted.add("staying"));
        assertThat(leaving.giveUp()).isTrue();
        permits.release();
        await().until(() -> granted.size() == 1);
        permits.release();
        assertThat(permits.acquire(caller.context(), () -> {})).isNull();
        assertThat(granted).containsExactly("staying");
        assertThat(leaving.giveUp()).isFalse();
    }

    @Test
    void neverMoreThanItsPlaces_whenManyLoopsCompete() {
        Permits permits = new Permits(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int rounds = 20_000;
        List<Context> loops = List.of(loop(), loop(), loop(), loop());
        for (int i = 0; i < rounds; i++) {
            Context loop = loops.get(i % loops.size());
            loop.runOnContext(ignored -> {
                Runnable work = () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    loop.runOnContext(later -> {
                        inside.decrementAndGet();
                        permits.release();
                        done.incrementAndGet();
                    });
                };
                if (permits.acquire(loop, work) == null) {
                    work.run();
                }
            });
        }
        await().until(() -> done.get() == rounds);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(inside).hasValue(0);
    }

    private Context loop() {
        return ((VertxInternal) caller.vertx()).createEventLoopContext();
    }
}
