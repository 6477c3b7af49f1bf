package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after | 7 | PT7S",
                "retry-after | 0 | PT0S",
                "retry-after | 999999999999 | PT1H",
                "retry-after | Tue, 24 Nov 2026 08:00:30 GMT | PT30S",
                "retry-after | Tue, 24 Nov 2026 07:00:00 GMT | PT0S",
                "retry-after-ms | 250 | PT0.25S",
                "retry-after-ms | 99999999 | PT1H"
            })
    void isRead_whenItIsWellFormed(String header, String value, Duration expected) {
        assertThat(RetryAfter.in(headers(header, value), NOW)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"retry-after | soon", "retry-after | -1", "retry-after | 1.5", "retry-after-ms | x", "age | 5"})
    void isNothing_whenItCannotBeUnderstood(String header, String value) {
        assertThat(RetryAfter.in(headers(header, value), NOW)).isEmpty();
    }

    @Test
    void millisecondsGoFirst_whenBothAreThere() {
        MultiMap both = headers("retry-after", "2").add("retry-after-ms", "1500");

        assertThat(RetryAfter.in(both, NOW)).contains(Duration.ofMillis(1500));
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
