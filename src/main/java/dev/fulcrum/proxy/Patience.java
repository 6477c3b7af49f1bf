package dev.fulcrum.proxy;

import dev.fulcrum.upstream.RetryAfter;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a target says of when it may be asked again.
 *
 * @param pause how long to wait; empty when nothing is said
 * @param never whether {@code x-should-retry: false} says not to ask again at all
 */
record Patience(Optional<Duration> pause, boolean never) {
    static final Patience UNSAID = new Patience(Optional.empty(), false);

    static Patience of(MultiMap headers, Instant now) {
        return new Patience(RetryAfter.in(headers, now), "false".equalsIgnoreCase(headers.get("x-should-retry")));
    }
}
