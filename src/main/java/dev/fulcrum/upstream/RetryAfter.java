package dev.fulcrum.upstream;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a target asks to be left alone: {@code retry-after} in seconds or as a date (RFC 9110, 10.2.3), or
 * {@code retry-after-ms} as OpenAI and Azure have it, which is more exact and goes first.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** What an answer's headers say, up to an hour; empty when they say nothing that can be understood. */
    public static Optional<Duration> in(MultiMap headers, Instant now) {
        Optional<Duration> exact = number(headers.get("retry-after-ms")).map(Duration::ofMillis);
        if (exact.isPresent()) {
            return exact.map(RetryAfter::bounded);
        }
        String text = headers.get("retry-after");
        return number(text)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())))
                .or(() -> date(text).map(date -> bounded(Duration.between(now, date))));
    }

    private static Duration bounded(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    private static Optional<Long> number(String text) {
        return text != null && text.strip().matches("[0-9]{1,12}")
                ? Optional.of(Long.parseLong(text.strip()))
                : Optional.empty();
    }

    private static Optional<Instant> date(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
