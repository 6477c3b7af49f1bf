package dev.fulcrum;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.Act;
import dev.fulcrum.proxy.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gateway stops: it says that it is not ready, takes no new exchanges, lets those that are under way come to their end, and ends those that do not
 * come to it in time with the surface's own error. Happens once.
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 10;

    private final Proxy proxy;
    private final Ledger ledger;
    private final Clock clock;
    private final GatewayConfig.Limits limits;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Stopping(Proxy proxy, Ledger ledger, Clock clock, GatewayConfig.Limits limits) {
        this.proxy = proxy;
        this.ledger = ledger;
        this.clock = clock;
        this.limits = limits;
    }

    /** Whether it begins now, rather than having begun before. */
    boolean begins() {
        return begun.compareAndSet(false, true);
    }

    /** Stops in peace and puts the act on record. */
    void gently(String why) throws InterruptedException {
        proxy.leave();
        int underWay = proxy.underWay();
        LOG.info(
                "{}: stopping; {} exchanges under way have {}s",
                why,
                underWay,
                limits.stopTime().toSeconds());
        record(why, underWay);
        Thread.sleep(limits.stopNotice().toMillis());
        proxy.closeEntrance();
        if (!emptied(limits.stopTime())) {
            LOG.warn("{} exchanges did not end in time and are broken off", proxy.underWay());
        }
        atOnce();
    }

    /** Breaks off what is under way, with the last word that its caller can read. */
    void atOnce() throws InterruptedException {
        proxy.closeEntrance();
        proxy.interrupt();
        if (!emptied(LAST_WORDS)) {
            LOG.warn("{} exchanges could not be ended properly", proxy.underWay());
        }
    }

    void done() {
        done.complete(null);
    }

    /** Waits until it has stopped, if somebody else has begun to stop it. */
    void await() {
        try {
            done.get(limits.stopNotice().plus(limits.stopTime()).toSeconds() + 60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("stopping took too long: {}", e.toString());
        }
    }

    private boolean emptied(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (proxy.underWay() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private void record(String why, int underWay) throws InterruptedException {
        Map<String, String> details = Map.of(
                "in-flight",
                Integer.toString(underWay),
                "process",
                Long.toString(ProcessHandle.current().pid()));
        try {
            ledger.record(new Act(clock.instant(), "fulcrum", "stop", "gateway", why, details))
                    .toCompletableFuture()
                    .get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("the stop is not on record: {}", e.toString());
        }
    }
}
