package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

/**
 * What is left of one of the calling application's limits, at the moment of an exchange.
 *
 * @param kind {@code requests}, {@code tokens} or {@code spend}
 * @param over the limit's rolling window, as the configuration writes it, such as {@code 1m}
 * @param left what may still be used; in requests, tokens or units of the configuration's currency
 * @param share of the limit that is left, 0 to 1
 */
public record Allowance(String kind, String over, double left, double share) {
    public Allowance {
        requireNonNull(kind);
        requireNonNull(over);
    }
}
