package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.account.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-03-04T02:30:00Z"));
    private final Strangers strangers = new Strangers(3, clock);

    private long entries(int requests) {
        return IntStream.range(0, requests).filter(i -> strangers.mayEnter()).count();
    }

    @Test
    void soManyEnterInAMinute_andAsManyInTheNext() {
        assertThat(entries(10)).isEqualTo(3);
        clock.pass(Duration.ofSeconds(59));
        assertThat(entries(10)).isZero();
        clock.pass(Duration.ofSeconds(1));
        assertThat(entries(10)).isEqualTo(3);
    }

    @Test
    void noneEnters_whenNoneMay() {
        assertThat(new Strangers(0, clock).mayEnter()).isFalse();
    }
}
