package dev.fulcrum;

import dev.fulcrum.account.Accounts;
import dev.fulcrum.account.Limit;
import dev.fulcrum.account.Tariff;
import dev.fulcrum.account.Tariffs;
import dev.fulcrum.config.AppLimit;
import dev.fulcrum.config.GatewayConfig;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Wires what applications may use and what targets cost. */
final class AccountWiring {
    private AccountWiring() {}

    static Accounts accounts(GatewayConfig.Accounts config, InstantSource clock) {
        Map<String, List<Limit>> limits = new HashMap<>();
        config.limits().forEach((app, own) -> limits.put(app, limits(own)));
        return new Accounts(limits, limits(config.others()), clock);
    }

    static Tariffs tariffs(GatewayConfig.Accounts config) {
        Map<String, Tariff> byTarget = new HashMap<>();
        config.prices().forEach((target, price) -> byTarget.put(target, new Tariff(price.input(), price.output())));
        return new Tariffs(config.currency(), byTarget);
    }

    private static List<Limit> limits(List<AppLimit> limits) {
        return limits.stream()
                .map(it -> new Limit(Limit.Kind.valueOf(it.kind().name()), it.amount(), it.over(), it.window()))
                .toList();
    }
}
