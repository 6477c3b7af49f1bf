package dev.fulcrum.proxy;

import dev.fulcrum.account.Account;
import dev.fulcrum.account.Limit.Kind;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;

/**
 * The headers that tell an application what is left of its limits, under the names that OpenAI's API gives them: {@code x-ratelimit-limit-requests},
 * {@code x-ratelimit-remaining-requests}, {@code x-ratelimit-reset-requests}, and the same for tokens.
 */
final class RateHeaders {
    private static final String PREFIX = "x-ratelimit-";
    private static final List<Kind> TOLD = List.of(Kind.REQUESTS, Kind.TOKENS);

    private RateHeaders() {}

    /** Sets those of the limits that the account has; what a target said of its own limits is no matter of the caller's then. */
    static void set(MultiMap headers, Account account) {
        if (account == Account.UNLIMITED) {
            return;
        }
        for (Kind kind : TOLD) {
            for (String what : List.of("limit-", "remaining-", "reset-")) {
                headers.remove(PREFIX + what + kind.id());
            }
            account.standing(kind).ifPresent(standing -> {
                headers.set(
                        PREFIX + "limit-" + kind.id(),
                        Long.toString(standing.limit().amount()));
                headers.set(PREFIX + "remaining-" + kind.id(), Long.toString(Math.max(0, standing.left())));
                headers.set(PREFIX + "reset-" + kind.id(), text(standing.untilWhole()));
            });
        }
    }

    /** Such as {@code 120ms}, {@code 1.5s}, {@code 6m0s} and {@code 23h59m58s}. */
    static String text(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + "ms";
        }
        String text = time.toHours() > 0 ? time.toHours() + "h" : "";
        if (time.toMinutes() > 0) {
            return text + time.toMinutesPart() + "m" + time.toSecondsPart() + "s";
        }
        int tenths = time.toMillisPart() / 100;
        return time.toSecondsPart() + (tenths == 0 ? "" : "." + tenths) + "s";
    }
}
