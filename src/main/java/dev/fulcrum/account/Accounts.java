package dev.fulcrum.account;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The accounts of all applications, in this process's memory: whole again after a restart. Thread-safe. */
public final class Accounts {
    private final Map<String, List<Limit>> limits;
    private final List<Limit> others;
    private final TimeMeter time;
    private final ConcurrentMap<String, Account> byApp = new ConcurrentHashMap<>();

    /**
     * @param limits of applications that have their own, which may be none at all
     * @param others the limits of any other application
     */
    public Accounts(Map<String, List<Limit>> limits, List<Limit> others, InstantSource clock) {
        this.limits = Map.copyOf(limits);
        this.others = List.copyOf(others);
        this.time = new ClockTime(clock);
    }

    /** The account of an application of the configuration. */
    public Account of(String app) {
        Account known = byApp.get(app);
        return known != null ? known : byApp.computeIfAbsent(app, this::open);
    }

    private Account open(String app) {
        List<Limit> own = limits.getOrDefault(app, others);
        return own.isEmpty() ? Account.UNLIMITED : new Account(own, time);
    }

    /** A clock as Bucket4j reads it. */
    private record ClockTime(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
