package dev.fulcrum.proxy;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a target says of when to ask it again.
 *
 * @param text the header {@code retry-after}: seconds or a date (RFC 9110 §10.2.3); empty when there is none
 * @param millis the header {@code retry-after-ms}, as Azure OpenAI sends it besides; empty when there is none
 * @param never whether {@code x-should-retry: false} says not to ask again at all
 */
record RetryAfter(String text, String millis, boolean never) {
    static final RetryAfter UNSAID = new RetryAfter("", "", false);

    /** Longer pauses than a day are no pauses. */
    private static final long LONGEST_SECONDS = 86_400;

    static RetryAfter of(MultiMap headers) {
        String text = headers.get("retry-after");
        String millis = headers.get("retry-after-ms");
        boolean never = "false".equalsIgnoreCase(headers.get("x-should-retry"));
        return text == null && millis == null && !never
                ? UNSAID
                : new RetryAfter(text == null ? "" : text.strip(), millis == null ? "" : millis.strip(), never);
    }

    /** How long to wait; empty when nothing is said, or nothing that can be read. */
    Optional<Duration> pause(InstantSource clock) {
        if (millis.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
        } else if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(text))));
        }
        return text.isEmpty() ? Optional.empty() : until(clock.instant());
    }

    private Optional<Duration> until(Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration pause = Duration.between(now, then);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
