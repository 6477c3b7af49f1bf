package dev.fulcrum.model;

import java.time.Duration;

/**
 * The limit up to which a rule's owner accepts a price, such as {@code automation <= 2% over 24h}.
 *
 * @param price id of the price
 * @param limit the limit in {@code unit}; a share is 0 to 1
 * @param unit {@code share}, {@code ms}, {@code minutes}, {@code tokens}, or empty for a plain number
 * @param window the time over which it is judged
 * @param text as the author wrote it
 */
public record AcceptedPrice(String price, double limit, String unit, Duration window, String text) {}
