package dev.fulcrum.model;

import java.util.OptionalDouble;

/**
 * What one exchange paid of a price.
 *
 * @param id the price
 * @param paid how much; empty for prices that show only over many exchanges
 * @param unit {@code exchange}, {@code ms} or {@code tokens}; empty when nothing was measured
 */
public record Price(String id, OptionalDouble paid, String unit) {}
