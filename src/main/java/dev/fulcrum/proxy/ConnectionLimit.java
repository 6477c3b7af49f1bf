package dev.fulcrum.proxy;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections against two limits: all of them, and those from one address. Thread-safe; shared by all event loops.
 *
 * <p>Of an IPv6 address the first half counts, which is what one network gets and can choose the rest of.
 */
final class ConnectionLimit {
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    /** Whether a connection may stay open. */
    enum Admission {
        ADMITTED("admitted"),
        /** There are too many in all. */
        TOO_MANY("connections"),
        /** There are too many from its address. */
        TOO_MANY_FROM_ADDRESS("connections-per-address");

        private final String tag;

        Admission(String tag) {
            this.tag = tag;
        }

        /** For metrics: the limit that was in the way. */
        String tag() {
            return tag;
        }
    }

    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> openByAddress = new ConcurrentHashMap<>();
    private final int limit;
    private final int limitPerAddress;

    ConnectionLimit(int limit, int limitPerAddress) {
        this.limit = limit;
        this.limitPerAddress = limitPerAddress;
    }

    /** Whether one more may stay open; if not, it has not been counted. */
    Admission enter(String address) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return Admission.TOO_MANY;
        }
        if (openByAddress.merge(address, 1, Integer::sum) > limitPerAddress) {
            leave(address);
            return Admission.TOO_MANY_FROM_ADDRESS;
        }
        return Admission.ADMITTED;
    }

    void leave(String address) {
        open.decrementAndGet();
        openByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many are open. */
    int open() {
        return open.get();
    }

    /** What counts as one address. */
    static String of(SocketAddress remote) {
        String text = String.valueOf(remote.hostAddress());
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES)
                : text;
    }
}
