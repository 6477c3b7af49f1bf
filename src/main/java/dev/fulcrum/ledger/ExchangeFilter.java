package dev.fulcrum.ledger;

import dev.fulcrum.model.Outcome;
import java.util.Optional;

/**
 * Which exchanges to list.
 *
 * @param rule id of a rule that made a trade or broke in them
 */
public record ExchangeFilter(Optional<Outcome> outcome, Optional<String> app, Optional<String> rule) {
    public static final ExchangeFilter ALL = new ExchangeFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
