package dev.fulcrum.account;

import dev.fulcrum.model.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a target's tokens cost.
 *
 * @param input for a million tokens of requests, in units of the currency; so also millionths of a unit for one token
 * @param output likewise for answers
 */
public record Tariff(BigDecimal input, BigDecimal output) {

    /** In millionths of the currency's unit, rounded to the nearest. */
    public long micros(Tokens tokens) {
        BigDecimal cost = input.multiply(BigDecimal.valueOf(tokens.input()))
                .add(output.multiply(BigDecimal.valueOf(tokens.output())));
        return cost.setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
