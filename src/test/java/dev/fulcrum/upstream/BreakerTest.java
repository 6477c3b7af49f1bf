package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration OVER = PAUSE.plusMillis(1);

    private final TestClock clock = new TestClock();
    private final Breaker breaker = new Breaker("target", new Guard.Trip(50, 4, 2, PAUSE), clock);

    private void open() {
        breaker.pass().failed();
        breaker.pass().failed();
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void staysClosed_whenFewerFailThanItsShare() {
        breaker.pass().succeeded();
        breaker.pass().succeeded();
        breaker.pass().failed();
        breaker.pass().neither();
        breaker.pass().succeeded();
        breaker.pass().succeeded();
        breaker.pass().succeeded(); // now the failure is the oldest of the four that count
        breaker.pass().failed();

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void letsNobodyThrough_untilThePauseIsOver() {
        open();

        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.pass()).isNull();
        assertThat(breaker.pauseLeft()).isEqualTo(PAUSE);
        clock.pass(Duration.ofSeconds(4));
        assertThat(breaker.pauseLeft()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void closes_whenTheProbeSucceeds() {
        open();
        clock.pass(OVER);
        assertThat(breaker.admits()).isTrue();
        Breaker.Pass probe = breaker.pass();

        assertThat(probe.isProbe()).isTrue();
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.pass()).isNull();
        probe.succeeded();

        assertThat(breaker.isClosed()).isTrue();
        assertThat(breaker.pass()).isNotNull();
    }

    @Test
    void pausesAgain_whenTheProbeFails() {
        open();
        clock.pass(OVER);
        breaker.pass().failed();

        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.pauseLeft()).isEqualTo(PAUSE);
    }

    @Test
    void nextOneProbes_whenTheProbeSaysNothing() {
        open();
        clock.pass(OVER);
        breaker.pass().neither();

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.pass().isProbe()).isTrue();
    }

    @Test
    void nextOneProbes_whenTheProbeIsForgotten() {
        open();
        clock.pass(OVER);
        Breaker.Pass forgotten = breaker.pass();
        clock.pass(Duration.ofSeconds(Breaker.PROBE_SECONDS + 1));

        assertThat(breaker.admits()).isTrue();
        Breaker.Pass second = breaker.pass();
        assertThat(second.isProbe()).isTrue();
        forgotten.failed();
        assertThat(breaker.isClosed()).isFalse();
        second.succeeded();

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void stragglersDoNotDecide_whenAProbeIsUnderWay() {
        Breaker.Pass slow = breaker.pass();
        Breaker.Pass slower = breaker.pass();
        open();
        clock.pass(OVER);
        Breaker.Pass probe = breaker.pass();
        slow.succeeded();
        assertThat(breaker.isClosed()).isFalse();
        probe.succeeded();
        slower.failed();

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void firstWordCounts_whenAPassIsUsedTwice() {
        Breaker.Pass pass = breaker.pass();
        pass.succeeded();
        pass.failed();
        pass.failed();

        assertThat(breaker.isClosed()).isTrue();
    }
}
