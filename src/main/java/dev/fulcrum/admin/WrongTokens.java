package dev.fulcrum.admin;

import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.model.Act;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts calls with a wrong token, by the address that they come from: over a few in a minute an address is told to wait, and each
 * minute has one act in the audit, however many there were. Thread-safe.
 */
final class WrongTokens {
    /** In a minute, from one address. */
    private static final int MOST = 20;

    /** Addresses that are told apart within a minute; the others count as one. */
    private static final int MOST_ADDRESSES = 1000;

    private static final int MOST_TOLD = 20;
    private static final String OTHERS = "others";
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);

    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Integer> calls = new HashMap<>();
    private long minute;

    WrongTokens(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts one more; whether there were too many from there. */
    synchronized boolean tooMany(String address) {
        tell();
        String counted = calls.size() < MOST_ADDRESSES || calls.containsKey(address) ? address : OTHERS;
        int count = calls.merge(counted, 1, Integer::sum);
        if (count == MOST + 1) {
            LOG.warn("more than {} calls with a wrong token within a minute from {}", MOST, counted);
        }
        return count > MOST;
    }

    /** Puts the minute that is over on record; to be called now and then. */
    synchronized void tell() {
        long now = Math.floorDiv(clock.millis(), 60_000);
        if (now == minute) {
            return;
        }
        minute = now;
        if (calls.isEmpty()) {
            return;
        }
        int all = calls.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, String> details = new TreeMap<>();
        details.put("calls", Integer.toString(all));
        calls.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_TOLD)
                .forEach(from -> details.put("from " + from.getKey(), Integer.toString(from.getValue())));
        calls.clear();
        LOG.warn("{} calls with a wrong token within a minute", all);
        ledger.record(new Act(clock.instant(), "fulcrum", "tokens-refused", "admin", "", details))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("{} calls with a wrong token are not in the audit: {}", all, failure.toString());
                    }
                });
    }
}
