package dev.fulcrum.account;

import dev.fulcrum.model.Tokens;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What targets cost.
 *
 * @param currency such as {@code USD}; empty when no target has a price
 * @param byTarget of the targets that have a price
 */
public record Tariffs(String currency, Map<String, Tariff> byTarget) {
    public static final Tariffs NONE = new Tariffs("", Map.of());

    public Tariffs {
        byTarget = Map.copyOf(byTarget);
    }

    /** What tokens of a target cost, in millionths of the currency's unit; empty when it has no price or told of no tokens. */
    public OptionalLong micros(String target, Tokens tokens) {
        Tariff tariff = byTarget.get(target);
        return tariff == null || tokens.equals(Tokens.NONE)
                ? OptionalLong.empty()
                : OptionalLong.of(tariff.micros(tokens));
    }
}
