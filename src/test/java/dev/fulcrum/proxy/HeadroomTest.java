package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadroomTest {
    private long now;
    private final Headroom headroom = new Headroom(Duration.ofMillis(100), () -> now * 1_000_000);

    /** Lets the loop tick after so many milliseconds, so many times. */
    private void tick(int millis, int times) {
        for (int i = 0; i < times; i++) {
            now += millis;
            headroom.tick();
        }
    }

    @Test
    void leavesRoom_whenTheLoopKeepsUp() {
        tick(50, 1000);
        tick(150, 1000);

        assertThat(headroom.left()).isTrue();
    }

    @Test
    void leavesRoom_afterAPauseThatPasses() {
        tick(10, 10);
        tick(5000, 1);
        assertThat(headroom.left()).isTrue();
        now += 1900;
        assertThat(headroom.left()).as("what came in the pause is done first").isTrue();
        headroom.tick();
        tick(10, 1);
        now += 5000;

        assertThat(headroom.left()).isTrue();
    }

    @Test
    void leavesNoneForThoseThatComeLate_whenTheLoopIsLateForAWhile() {
        tick(200, 12);

        assertThat(headroom.left()).as("the first of a turn").isTrue();
        now += 150;
        assertThat(headroom.left()).isTrue();
        now += 1;
        assertThat(headroom.left()).isFalse();
        headroom.tick();
        assertThat(headroom.left()).isTrue();
    }

    @Test
    void leavesRoomAgain_onceTheLoopKeepsUp() {
        tick(200, 15);
        now += 151;
        assertThat(headroom.left()).isFalse();
        headroom.tick();
        tick(50, 1);
        now += 151;

        assertThat(headroom.left()).isTrue();
    }
}
