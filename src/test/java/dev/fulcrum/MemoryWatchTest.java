package dev.fulcrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private final MemoryWatch watch = MemoryWatch.beginning(0, 0);

    private boolean stuck(int second, long collecting, double used) {
        return watch.stuck(TimeUnit.SECONDS.toNanos(second), collecting, used);
    }

    @Test
    void isStuck_whenItDidNothingButCollectForTenSeconds() {
        for (int second = 1; second < 10; second++) {
            assertThat(stuck(second, second * 900L, 0.97))
                    .as("second " + second)
                    .isFalse();
        }
        assertThat(stuck(10, 9000, 0.97)).isTrue();
    }

    @Test
    void isNotStuck_whenItGotOnInBetween() {
        for (int second = 1; second < 60; second++) {
            boolean busy = second % 8 != 0;
            long collecting = second * 900L - (busy ? 0 : 800);
            assertThat(stuck(second, collecting, 0.97)).isFalse();
        }
    }

    @Test
    void isNotStuck_whenTheCollectionsFreeTheHeap() {
        for (int second = 1; second < 60; second++) {
            assertThat(stuck(second, second * 950L, 0.5)).isFalse();
        }
    }
}
