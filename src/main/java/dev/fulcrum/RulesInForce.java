package dev.fulcrum;

import dev.fulcrum.admin.Revisions;
import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.policy.RevisionShelf;
import java.time.Clock;
import java.time.Duration;

/** The rules of a running gateway: built at its start, and again when their files change. */
final class RulesInForce {
    private static final int KEPT_REVISIONS = 10;
    private static final Duration PAUSE = Duration.ofMillis(500);
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
        String read = state();
        Revisions.Result result = Lifetime.arrival(revisions.start(), START_TIME, "building the rules");
        if (result instanceof Revisions.Result.Refused refused) {
            throw new StartFailure("the rules are refused", refused.problems());
        }
        if (policy.reload()) {
            watch(lifetime, read);
        }
    }

    private String state() {
        return BundleDirectory.state(policy.rules(), policy.risks());
    }

    private void watch(Lifetime lifetime, String read) {
        new FileWatcher(lifetime.timers("fulcrum-bundle-watcher"), PAUSE)
                .watch("the rules", this::state, read, () -> revisions
                        .reload("fulcrum", "a file changed")
                        .toCompletableFuture()
                        .join());
    }
}
