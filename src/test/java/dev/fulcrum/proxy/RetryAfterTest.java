package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final InstantSource NOW = () -> Instant.parse("2026-11-24T12:00:00Z");

    private static MultiMap header(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after | 3 | PT3S",
                "Retry-After | 0 | PT0S",
                "retry-after-ms | 250 | PT0.25S",
                "retry-after | Tue, 24 Nov 2026 12:00:07 GMT | PT7S",
                "retry-after | Tue, 24 Nov 2026 11:00:00 GMT | PT0S",
                "retry-after | 999999999 | PT24H",
            })
    void pauseIsRead(String name, String value, Duration pause) {
        assertThat(RetryAfter.of(header(name, value)).pause(NOW)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "99999999999999999999", "稍后"})
    void nothingIsSaid_whenItCannotBeRead(String value) {
        assertThat(RetryAfter.of(header("retry-after", value)).pause(NOW)).isEmpty();
    }

    @Test
    void targetMayForbidToBeAskedAgain() {
        assertThat(RetryAfter.of(header("x-should-retry", "false")).never()).isTrue();
        assertThat(RetryAfter.of(header("x-should-retry", "true")).never()).isFalse();
    }
}
