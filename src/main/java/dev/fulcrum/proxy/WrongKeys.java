package dev.fulcrum.proxy;

import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests with a wrong key, by the address that they come from: over some in a minute the address is told to wait.
 *
 * <p>Only what was judged wrong comes here, so that a right key passes from any address, however many wrong ones come from it too. Counts by the
 * clock's minutes. Thread-safe.
 */
final class WrongKeys {
    /** In a minute, from one address; a mistaken client that tries again a few times stays below. */
    private static final int MOST = 60;

    /** Addresses that are told apart within a minute; the others count as one. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final int MINUTE_MILLIS = 60_000;
    private static final String OTHERS = "other addresses";
    private static final Logger LOG = LoggerFactory.getLogger(WrongKeys.class);

    private final Gauges gauges;
    private final InstantSource clock;
    private final Map<String, Integer> requests = new HashMap<>();
    private long minute;

    WrongKeys(Gauges gauges, InstantSource clock) {
        this.gauges = gauges;
        this.clock = clock;
    }

    /** Counts one more, and what its caller is told. */
    Failure refusal(SocketAddress from) {
        gauges.wrongKey();
        long millis = clock.millis();
        return count(ConnectionLimit.of(from), Math.floorDiv(millis, MINUTE_MILLIS)) > MOST
                ? Failure.limited(
                        "too_many_wrong_keys",
                        "too many requests with an unknown API key came from this address; a key that this gateway knows is"
                                + " taken from it all the same",
                        1 + (MINUTE_MILLIS - Math.floorMod(millis, MINUTE_MILLIS)) / 1000)
                : Intake.unknownCaller();
    }

    private synchronized int count(String address, long now) {
        if (now != minute) {
            tell();
            minute = now;
            requests.clear();
        }
        String counted = requests.size() < MOST_ADDRESSES || requests.containsKey(address) ? address : OTHERS;
        int count = requests.merge(counted, 1, Integer::sum);
        if (count == MOST + 1) {
            LOG.warn(
                    "more than {} requests with an unknown API key within a minute from {}: further ones are answered 429"
                            + " (fulcrum_wrong_keys_total counts all)",
                    MOST,
                    counted);
        }
        return count;
    }

    private void tell() {
        requests.entrySet().stream()
                .filter(from -> from.getValue() > MOST)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .forEach(from -> LOG.warn(
                        "{} requests with an unknown API key came from {} within a minute",
                        from.getValue(),
                        from.getKey()));
    }
}
