package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What an application reports of an exchange afterwards.
 *
 * @param exchange the exchange's id
 * @param app the application that made it and reports on it
 * @param kind {@code converted}, {@code abandoned}, {@code complained}, {@code wrongly-refused}, or a kind of the configuration
 * @param value in whatever the kind is counted in; empty when it is not counted
 * @param note for people; may hold personal data; empty when there is none
 * @param at when it happened
 * @param reported when the gateway heard of it
 */
public record OutcomeReport(
        String exchange, String app, String kind, OptionalDouble value, String note, Instant at, Instant reported) {
    public OutcomeReport {
        requireNonNull(exchange);
        requireNonNull(app);
        requireNonNull(kind);
        requireNonNull(value);
        requireNonNull(note);
        requireNonNull(at);
        requireNonNull(reported);
    }
}
