package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What an exchange cost by the prices of the targets that it used.
 *
 * @param micros millionths of the currency's unit
 * @param currency such as {@code USD}
 */
public record Cost(long micros, String currency) {
    public Cost {
        requireNonNull(currency);
    }

    /** In the currency's unit, with six decimals. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(micros, 6);
    }
}
