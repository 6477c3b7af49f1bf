package dev.fulcrum.proxy;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many entries callers can make that the gateway does not know: whoever fills the disk stops everyone. Thread-safe.
 *
 * <p>Counts by the clock's minutes.
 */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final int most;
    private final InstantSource clock;
    private long minute;
    private int entries;

    /** @param most entries in a minute */
    Strangers(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether there is room for one more entry; the first time in a minute that there is none is logged. */
    synchronized boolean mayEnter() {
        long now = Math.floorDiv(clock.millis(), 60_000);
        if (now != minute) {
            minute = now;
            entries = 0;
        }
        if (entries < most) {
            entries++;
            return true;
        }
        if (entries == most) {
            entries++;
            LOG.warn(
                    "more than {} requests without a known key or a readable head within a minute: the others are refused without an"
                            + " entry in the ledger, and fulcrum_exchanges_unrecorded_total counts them (limits.strangers)",
                    most);
        }
        return false;
    }
}
