package dev.fulcrum.account;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * How much of one kind an application may use in a rolling window.
 *
 * @param amount in the kind's own small unit, at least 1 and at most one for each nanosecond of the window
 * @param over the window as the configuration writes it, such as {@code 1m}
 */
public record Limit(Kind kind, long amount, String over, Duration window) {

    /** What is counted. */
    public enum Kind {
        REQUESTS(1),
        /** Of requests and answers together. */
        TOKENS(1),
        /** In millionths of the currency's unit. */
        SPEND(1_000_000);

        private final long unit;

        Kind(long unit) {
            this.unit = unit;
        }

        /** The word in configuration, rules and metrics. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** In the unit that people use: requests, tokens, or the currency's. */
        double inUnits(long amount) {
            return (double) amount / unit;
        }
    }

    public Limit {
        requireNonNull(kind);
        requireNonNull(over);
        if (amount < 1 || amount > window.toNanos()) {
            throw new IllegalArgumentException("a limit cannot be " + amount + " over " + window);
        }
    }

    /** The amount as people say it, such as {@code 600 requests} or {@code 2.50}. */
    public String text() {
        return kind == Kind.SPEND
                ? BigDecimal.valueOf(amount, 6).stripTrailingZeros().toPlainString()
                : amount + " " + kind.id();
    }
}
