package dev.fulcrum.account;

import dev.fulcrum.account.Limit.Kind;
import dev.fulcrum.model.Allowance;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one application has used of its limits; shared by all threads.
 *
 * <p>A request is taken when it comes. Tokens and money are known only afterwards: they are charged then, and a limit that went
 * below zero refuses whatever comes until it has recovered.
 */
public final class Account {
    /** An account without limits. */
    public static final Account UNLIMITED = new Account(List.of(), TimeMeter.SYSTEM_MILLISECONDS);

    private final Map<Kind, Meter> meters = new EnumMap<>(Kind.class);

    Account(List<Limit> limits, TimeMeter time) {
        for (Kind kind : Kind.values()) {
            List<Limit> own =
                    limits.stream().filter(limit -> limit.kind() == kind).toList();
            if (!own.isEmpty()) {
                meters.put(kind, new Meter(own, time));
            }
        }
    }

    /** Takes one request, unless a limit is used up; then nothing is taken. */
    public Optional<Refusal> take() {
        return meter(Kind.SPEND)
                .flatMap(Meter::look)
                .or(() -> meter(Kind.TOKENS).flatMap(Meter::look))
                .or(() -> meter(Kind.REQUESTS).flatMap(Meter::take));
    }

    /** Counts what an exchange used, even if that is more than is left. */
    public void charge(Kind kind, long amount) {
        meter(kind).ifPresent(meter -> meter.charge(amount));
    }

    /** Whether there is a limit of a kind. */
    public boolean limits(Kind kind) {
        return meters.containsKey(kind);
    }

    /** How the tightest limit of a kind stands. */
    public Optional<Standing> standing(Kind kind) {
        return meter(kind).map(Meter::tightest);
    }

    /** What is left of every limit, as rules read it. */
    public List<Allowance> allowances() {
        List<Allowance> allowances = new ArrayList<>();
        for (Meter meter : meters.values()) {
            for (Standing standing : meter.standings()) {
                Limit limit = standing.limit();
                allowances.add(new Allowance(limit.kind().id(), limit.over(), standing.usable(), standing.share()));
            }
        }
        return allowances;
    }

    private Optional<Meter> meter(Kind kind) {
        return Optional.ofNullable(meters.get(kind));
    }
}
