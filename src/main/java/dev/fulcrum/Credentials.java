package dev.fulcrum;

import dev.fulcrum.admin.AppKeys;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.KeyFile;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.config.Secret;
import dev.fulcrum.config.TlsFiles;
import dev.fulcrum.config.TlsMaterial;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.Problem;
import dev.fulcrum.proxy.Callers;
import dev.fulcrum.upstream.HttpTarget;
import io.vertx.core.Future;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running gateway proves itself with, and by what it knows its callers; put in force again when the files change.
 *
 * <p>A file that cannot be used changes nothing: the log says what is wrong with it, and what was in force stays.
 */
final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The one application of a configuration that has none. */
    static final String ANYONE = "local";

    private static final String WHY = "a file changed";

    private final Clock clock;
    private final Ledger ledger;
    private final FileWatcher files;
    private final Callers callers;
    private final AppKeys appKeys;

    Credentials(GatewayConfig config, Ledger ledger, Clock clock, Lifetime lifetime) {
        this.clock = clock;
        this.ledger = ledger;
        this.files = new FileWatcher(lifetime.timers("fulcrum-files"), PAUSE);
        Map<String, Set<String>> keys = keys(config);
        this.callers = keys.isEmpty() ? Callers.anyone(ANYONE) : Callers.withKeys(byHash(keys));
        this.appKeys = new AppKeys(
                keys,
                () -> reading(config),
                now -> callers.accept(byHash(now)),
                ledger,
                lifetime.thread("fulcrum-keys"),
                clock);
        if (config.policy().reload()) {
            files.watchSinceRead(
                    List.of(config.origin().file()),
                    () -> appKeys.reload("fulcrum", WHY).toCompletableFuture().join());
        }
    }

    Callers callers() {
        return callers;
    }

    AppKeys appKeys() {
        return appKeys;
    }

    /** Reads keys and certificates again now. */
    CompletionStage<?> reload(String why) {
        files.lookNow();
        return appKeys.reload("fulcrum", why);
    }

    /** Keeps a listening server's certificate as its files have it. */
    void follow(TlsFiles tls, Function<ServerSSLOptions, Future<Void>> use) {
        follow(tls, "", material -> use.apply(TlsWiring.server(tls, material)));
    }

    /** Keeps a target's certificates as their files have them. */
    void follow(TlsFiles tls, HttpTarget target) {
        follow(tls, " of the target " + target.name(), material -> target.useTls(TlsWiring.client(material)));
    }

    /** Keeps a target's key as its file has it. */
    void follow(KeyFile file, HttpTarget target) {
        files.watch(List.of(file.path()), () -> {
            Loaded<Secret> key = file.read();
            if (key.value().isEmpty()) {
                refuse("the key of the target " + target.name(), key.problems());
                return;
            }
            target.useKey(key.value().get().reveal());
            LOG.info("the target {} has another key", target.name());
            record(new Act(clock.instant(), "fulcrum", "target-key", target.name(), WHY, Map.of()));
        });
    }

    private void follow(TlsFiles tls, String whose, Function<TlsMaterial, Future<Void>> use) {
        files.watch(tls.paths(), () -> {
            Loaded<TlsMaterial> loaded = tls.read(clock.instant());
            if (loaded.value().isEmpty()) {
                refuse("the certificates of " + tls.place() + whose, loaded.problems());
                return;
            }
            TlsMaterial material = loaded.value().get();
            use.apply(material)
                    .onSuccess(done -> {
                        LOG.info("{}{} has other certificates: {}", tls.place(), whose, material.described());
                        Map<String, String> details = Map.of("certificate", material.described());
                        record(new Act(clock.instant(), "fulcrum", "certificate", tls.place(), WHY, details));
                    })
                    .onFailure(cause ->
                            LOG.error("{}{} keeps its certificates: {}", tls.place(), whose, cause.toString()));
        });
    }

    private static void refuse(String what, List<Problem> problems) {
        problems.forEach(it -> LOG.error("{} stay as they were: {}", what, it));
    }

    private void record(Act act) {
        ledger.record(act).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error(
                        "{} of {} is in force but not in the audit: {}", act.verb(), act.object(), failure.toString());
            }
        });
    }

    private static AppKeys.Reading reading(GatewayConfig started) {
        Loaded<GatewayConfig> now = started.origin().again();
        return now.value()
                .map(it -> new AppKeys.Reading(keys(it), started.origin().differences(it.origin()), List.of()))
                .orElseGet(() -> new AppKeys.Reading(Map.of(), List.of(), now.problems()));
    }

    private static Map<String, Set<String>> keys(GatewayConfig config) {
        return config.apps().stream()
                .collect(Collectors.toMap(GatewayConfig.App::name, app -> new HashSet<>(app.keys())));
    }

    private static Map<String, String> byHash(Map<String, Set<String>> keys) {
        Map<String, String> byHash = new HashMap<>();
        keys.forEach((app, hashes) -> hashes.forEach(hash -> byHash.put(hash, app)));
        return byHash;
    }
}
