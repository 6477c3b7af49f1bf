package dev.fulcrum.proxy;

import dev.fulcrum.account.Account;
import dev.fulcrum.account.Accounts;
import dev.fulcrum.account.Limit;
import dev.fulcrum.account.Refusal;
import dev.fulcrum.account.Tariffs;
import dev.fulcrum.model.Cost;
import dev.fulcrum.model.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds applications to their limits, and tells what exchanges cost. Thread-safe. */
final class Accounting {
    private final Accounts accounts;
    private final Tariffs tariffs;
    private final Gauges gauges;

    Accounting(Accounts accounts, Tariffs tariffs, Gauges gauges) {
        this.accounts = accounts;
        this.tariffs = tariffs;
        this.gauges = gauges;
    }

    /** Takes a request out of the caller's limits, unless it seems to repeat an earlier one; why not, if a limit is used up. */
    Optional<Failure> take(Passage passage) {
        passage.charges(accounts.of(passage.app()));
        return passage.copy().known() ? Optional.empty() : demand(passage);
    }

    /** Takes a request out of the caller's limits; why not, if one of them is used up. */
    Optional<Failure> demand(Passage passage) {
        return passage.account().take().map(refusal -> refused(passage.app(), refusal));
    }

    private Failure refused(String app, Refusal refusal) {
        Limit limit = refusal.limit();
        gauges.limited(app, limit.kind().id());
        long seconds = Math.max(1, (refusal.pause().toMillis() + 999) / 1000);
        String currency = limit.kind() == Limit.Kind.SPEND ? " in " + tariffs.currency() : "";
        return Failure.limited(
                limit.kind().id(),
                "the application `" + app + "` has used up its limit of " + limit.text() + currency + " over "
                        + limit.over() + "; try again in " + seconds + " s",
                seconds);
    }

    /**
     * Charges what an exchange used, once, however often it is asked.
     *
     * @return what it cost, if a target with a price reported its tokens: estimates are charged, but are not on the record
     */
    Optional<Cost> settle(Passage passage) {
        List<Consumption.Use> uses = passage.consumption().uses();
        if (passage.settle() && limited(passage)) {
            charge(passage.account(), uses);
        }
        OptionalLong micros = OptionalLong.empty();
        for (Consumption.Use use : uses) {
            OptionalLong cost = tariffs.micros(use.target(), use.reported());
            if (cost.isPresent()) {
                micros = OptionalLong.of(micros.orElse(0) + cost.getAsLong());
            }
        }
        return micros.isPresent() ? Optional.of(new Cost(micros.getAsLong(), tariffs.currency())) : Optional.empty();
    }

    /** Whether what an exchange uses is charged: then its answer has to be read, though no rule may. */
    static boolean limited(Passage passage) {
        return passage.account().limits(Limit.Kind.TOKENS) || passage.account().limits(Limit.Kind.SPEND);
    }

    /** As the targets report it; an estimate where they do not, or streams would know no limit. */
    private void charge(Account account, List<Consumption.Use> uses) {
        for (Consumption.Use use : uses) {
            Tokens tokens = use.reported();
            if (tokens.equals(Tokens.NONE)) {
                gauges.unmetered(use.target());
                tokens = use.estimate();
            }
            account.charge(Limit.Kind.TOKENS, tokens.input() + tokens.output());
            account.charge(
                    Limit.Kind.SPEND, tariffs.micros(use.target(), tokens).orElse(0));
        }
    }
}
