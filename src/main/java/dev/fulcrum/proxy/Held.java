package dev.fulcrum.proxy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of bodies and answers that all exchanges together hold in memory, and the bound on them: what does not fit is refused, aloud, rather than that
 * all fail together. Thread-safe.
 */
final class Held {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /** @param most bytes; half as many of one exchange, and of all request bodies, so that half-sent ones do not keep answers out */
    Held(long most) {
        this.most = most;
    }

    /** Lets an operator see it. */
    void bind(MeterRegistry meters) {
        Gauge.builder("fulcrum.held", bytes, AtomicLong::get)
                .baseUnit("bytes")
                .description("Bytes of bodies and answers that exchanges hold")
                .register(meters);
        FunctionCounter.builder("fulcrum.held.refused", refused, LongAdder::sum)
                .baseUnit("exchanges")
                .description(
                        "Exchanges that failed, or whose streams rules did not read, since limits.held was reached")
                .register(meters);
    }

    /** What one exchange holds. */
    Share share() {
        return new Share();
    }

    private boolean take(long more, long limit) {
        if (bytes.addAndGet(more) <= limit) {
            return true;
        }
        bytes.addAndGet(-more);
        refused.increment();
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= QUIET_NANOS && told.compareAndSet(last, now)) {
            LOG.warn("exchanges hold as many bytes as limits.held allows, {}: what comes now is refused", most);
        }
        return false;
    }

    /** What one exchange holds until it ends. Confined to its event loop. */
    final class Share {
        private long own;

        private Share() {}

        /** Takes room for more of an answer; false when there is none. */
        boolean take(long more) {
            return noted(more, Held.this.take(more, own + more <= most / 2 ? most : 0));
        }

        /** Takes room for more of a request's body; false when there is none. */
        boolean takeForBody(long more) {
            return noted(more, Held.this.take(more, own + more <= most / 2 ? most / 2 : 0));
        }

        private boolean noted(long more, boolean taken) {
            own += taken ? more : 0;
            return taken;
        }

        /** A share of its own for what is held on another thread meanwhile. */
        Share another() {
            return new Share();
        }

        /** Gives back some of it, and no more than it has. */
        void giveBack(long some) {
            long given = Math.min(some, own);
            own -= given;
            bytes.addAndGet(-given);
        }

        /** Gives back all of it. */
        void end() {
            giveBack(own);
        }
    }
}
