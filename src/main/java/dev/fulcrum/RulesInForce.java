package dev.fulcrum;

import dev.fulcrum.admin.Revisions;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.policy.BundleWatcher;
import dev.fulcrum.policy.RevisionShelf;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of a running gateway: built at its start, and again when their files change. */
final class RulesInForce {
    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);
    private static final int KEPT_REVISIONS = 10;
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration START_TIME = Duration.ofMinutes(2);

    private final GatewayConfig.Policy policy;
    private final RevisionShelf shelf = new RevisionShelf(KEPT_REVISIONS);
    private final Revisions revisions;

    RulesInForce(GatewayConfig config, LedgerWiring kept, Clock clock, Lifetime lifetime) {
        this.policy = config.policy();
        this.revisions = new Revisions(
                new BundleFiles(policy.rules(), policy.risks()),
                RuleWiring.revisionBuilder(config, clock),
                shelf,
                kept.revisions(),
                kept.ledger(),
                lifetime.thread("fulcrum-rules"),
                clock);
    }

    RevisionShelf shelf() {
        return shelf;
    }

    Revisions revisions() {
        return revisions;
    }

    /** Puts the first revision in force, and watches its files if the configuration says so. */
    void start(Lifetime lifetime) throws StartFailure {
        Revisions.Result result = Lifetime.arrival(revisions.start(), START_TIME, "building the rules");
        if (result instanceof Revisions.Result.Refused refused) {
            throw new StartFailure("the rules are refused", refused.problems());
        }
        if (policy.reload()) {
            watch(lifetime);
        }
    }

    private void watch(Lifetime lifetime) {
        try {
            lifetime.holds(new BundleWatcher(policy.rules(), policy.risks(), QUIET, () -> revisions
                    .reload("fulcrum", "a file changed")
                    .toCompletableFuture()
                    .join()));
        } catch (IOException e) {
            LOG.warn("the rules cannot be watched ({}); use POST /admin/v1/reload after changes", e.toString());
        }
    }
}
