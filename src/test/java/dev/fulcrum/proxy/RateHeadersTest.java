package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.12S, 120ms",
        "PT1S, 1s",
        "PT1.55S, 1.5s",
        "PT6M, 6m0s",
        "PT1H, 1h0m0s",
        "PT23H59M58.9S, 23h59m58s",
        "P2D, 48h0m0s"
    })
    void timeIsWritten_asOpenAiWritesIt(Duration time, String text) {
        assertThat(RateHeaders.text(time)).isEqualTo(text);
    }
}
