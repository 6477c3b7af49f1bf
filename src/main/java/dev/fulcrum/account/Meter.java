package dev.fulcrum.account;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Counts what an application uses of one kind against all its limits of that kind. Thread-safe and lock-free. */
final class Meter {
    /** So many times a limit may be owed at most; that takes as many windows to come back. */
    private static final long DEBT = 1000;

    private final List<Limit> limits;
    private final Bucket bucket;

    /** @param limits of one kind, at least one */
    Meter(List<Limit> limits, TimeMeter time) {
        this.limits = List.copyOf(limits);
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(time);
        for (Limit limit : limits) {
            builder.addLimit(Bandwidth.builder()
                    .capacity(limit.amount())
                    .refillGreedy(limit.amount(), limit.window())
                    .build());
        }
        this.bucket = builder.build();
    }

    /** Takes one, if every limit has one left. */
    Optional<Refusal> take() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(refusal(probe.getNanosToWaitForRefill()));
    }

    /** Whether every limit has something left; nothing is taken. */
    Optional<Refusal> look() {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return probe.canBeConsumed() ? Optional.empty() : Optional.of(refusal(probe.getNanosToWaitForRefill()));
    }

    /** Counts what was used, even if it is more than is left: what is owed has to come back before anything is left again. */
    void charge(long amount) {
        long counted = Math.min(amount, credit());
        if (counted > 0) {
            bucket.consumeIgnoringRateLimits(counted);
        }
    }

    /** How much more may be owed: the bucket cannot count debts without end. */
    private long credit() {
        long credit = Long.MAX_VALUE;
        for (Standing standing : standings()) {
            credit = Math.min(credit, standing.limit().amount() * DEBT + standing.left());
        }
        return credit;
    }

    /** How each limit stands, in the order of the configuration. */
    List<Standing> standings() {
        long[] left = bucket.asVerbose().getAvailableTokens().getDiagnostics().getAvailableTokensPerEachBandwidth();
        List<Standing> standings = new ArrayList<>(left.length);
        for (int i = 0; i < left.length; i++) {
            standings.add(new Standing(limits.get(i), left[i]));
        }
        return standings;
    }

    /** The limit of which the least is left. */
    Standing tightest() {
        return standings().stream()
                .min(Comparator.comparingLong(Standing::left))
                .orElseThrow();
    }

    private Refusal refusal(long nanos) {
        return new Refusal(tightest().limit(), Duration.ofNanos(nanos));
    }
}
