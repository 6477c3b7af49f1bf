package dev.fulcrum.admin;

import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.Outcomes;
import dev.fulcrum.ledger.TokenStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Set;

/**
 * What the admin side works with.
 *
 * @param apps names of the applications that there are
 * @param openMetrics whether metrics need no token, because only this machine can ask
 */
public record AdminParts(
        Clock clock,
        SwitchBoard switches,
        Revisions revisions,
        AppKeys appKeys,
        HandoffDesk desk,
        Ledger ledger,
        LedgerReader reader,
        Outcomes outcomes,
        TokenStore tokens,
        PrometheusMeterRegistry meters,
        Set<String> apps,
        boolean openMetrics) {
    public AdminParts {
        apps = Set.copyOf(apps);
    }
}
