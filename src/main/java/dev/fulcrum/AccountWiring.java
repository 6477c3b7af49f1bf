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
    private final GatewayConfig config;

    AccountWiring(GatewayConfig config) {
        this.config = config;
    }

    Accounts accounts(InstantSource clock) {
        Map<String, List<Limit>> limits = new HashMap<>();
        for (String app : RouteWiring.appNames(config)) {
            List<Limit> own = config.accounts().limitsOf(app).stream()
                    .map(AccountWiring::limit)
                    .toList();
            if (!own.isEmpty()) {
                limits.put(app, own);
            }
        }
        return new Accounts(limits, clock);
    }

    Tariffs tariffs() {
        Map<String, Tariff> byTarget = new HashMap<>();
        config.accounts()
                .prices()
                .forEach((target, price) -> byTarget.put(target, new Tariff(price.input(), price.output())));
        return new Tariffs(config.accounts().currency(), byTarget);
    }

    private static Limit limit(AppLimit limit) {
        return new Limit(Limit.Kind.valueOf(limit.kind().name()), limit.amount(), limit.over(), limit.window());
    }
}
