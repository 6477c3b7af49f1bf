package dev.fulcrum.config;

import java.time.Duration;

/**
 * How much of one kind an application may use in a rolling window.
 *
 * @param amount requests, tokens, or millionths of the currency's unit
 * @param over the window as it is written, such as {@code 1m}
 */
public record AppLimit(Kind kind, long amount, String over, Duration window) {

    /** What is counted. */
    public enum Kind {
        REQUESTS,
        TOKENS,
        SPEND
    }
}
