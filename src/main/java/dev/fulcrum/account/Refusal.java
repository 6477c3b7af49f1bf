package dev.fulcrum.account;

import java.time.Duration;

/**
 * Why an application has to wait.
 *
 * @param limit the one that is used up
 * @param pause until one more exchange is allowed, if nothing is used meanwhile
 */
public record Refusal(Limit limit, Duration pause) {}
