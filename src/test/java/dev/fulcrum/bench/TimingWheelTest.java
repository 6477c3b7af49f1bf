package dev.fulcrum.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingWheelTest {
    private final TimingWheel<String> wheel = new TimingWheel<>(10);
    private final List<String> due = new ArrayList<>();

    @Test
    void entryComesUpOnce_atTheFirstTickThatIsNotBefore() {
        wheel.add("at 20", 20);
        wheel.add("at 21", 21);

        assertThat(dueAt(19)).isEmpty();
        assertThat(dueAt(20)).containsExactly("at 20");
        assertThat(dueAt(29)).isEmpty();
        assertThat(dueAt(1_000)).containsExactly("at 21");
        assertThat(dueAt(100_000)).isEmpty();
    }

    @Test
    void entryComesUpAtTheNextTick_whenItIsLate() {
        assertThat(dueAt(100)).isEmpty();
        wheel.add("late", 50);

        assertThat(wheel.nextTickNanos()).isEqualTo(110);
        assertThat(dueAt(110)).containsExactly("late");
    }

    @Test
    void entryComesUpInTime_whenItIsAddedAgainUntilThen() {
        long farOff = 1_000_000;
        wheel.add("far off", farOff);

        int early = 0;
        for (long now = 10; now < farOff; now += 10) {
            if (!dueAt(now).isEmpty()) {
                early++;
                wheel.add("far off", farOff);
            }
        }

        assertThat(early).isBetween(1, 100);
        assertThat(dueAt(farOff)).containsExactly("far off");
    }

    private List<String> dueAt(long now) {
        due.clear();
        wheel.advance(now, due::add);
        return due;
    }
}
