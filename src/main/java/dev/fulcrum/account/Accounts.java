package dev.fulcrum.account;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accounts of all applications, in this process's memory: whole again after a restart. Thread-safe. */
public final class Accounts {
    private final Map<String, Account> byApp = new HashMap<>();

    /** @param limits of each application that has some */
    public Accounts(Map<String, List<Limit>> limits, InstantSource clock) {
        TimeMeter time = new ClockTime(clock);
        limits.forEach((app, own) -> byApp.put(app, new Account(own, time)));
    }

    /** The account of an application; one without limits if it has none. */
    public Account of(String app) {
        return byApp.getOrDefault(app, Account.UNLIMITED);
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
