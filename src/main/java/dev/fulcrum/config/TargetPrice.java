package dev.fulcrum.config;

import java.math.BigDecimal;

/**
 * What a million tokens of a target cost, in units of the currency.
 *
 * @param input tokens of requests
 * @param output tokens of answers
 */
public record TargetPrice(BigDecimal input, BigDecimal output) {}
