package dev.fulcrum.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rules out of evaluation that break again and again, and tries them again now and then.
 *
 * <p>A rule is out after {@link #PATIENCE} evaluations on end on which it broke. One on which it did not break begins the count anew, and
 * exchanges smaller than every one on which it broke are evaluated all the same, so that what one caller sends does not take a rule from the
 * others. While it is out, its exchanges count it as broken all the same, since what becomes of them is their route's to decide; only the work
 * is spared. After {@link #REST} one evaluation asks it again. A new revision begins with all rules. Thread-safe.
 */
final class RuleHealth {
    static final int PATIENCE = 10;
    static final Duration REST = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RuleHealth.class);

    private final LongSupplier nanos;
    private final ConcurrentMap<String, Ill> ill = new ConcurrentHashMap<>();

    /**
     * @param broken on end
     * @param askAgainNanos when it may be asked again, if it is out
     * @param least size of the smallest exchange on which it broke
     */
    private record Ill(int broken, long askAgainNanos, long least) {
        boolean out() {
            return broken >= PATIENCE;
        }
    }

    /** @param nanos a clock that only goes forward */
    RuleHealth(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether all rules are well, so that nobody has to ask about one. */
    boolean allWell() {
        return ill.isEmpty();
    }

    /**
     * Whether a rule is out and this evaluation has to do without it. When it is time to try it again, one evaluation is told no.
     *
     * @param size of the exchange
     */
    boolean out(String rule, long size) {
        Ill known = ill.get(rule);
        if (known == null || !known.out() || size < known.least()) {
            return false;
        }
        long now = nanos.getAsLong();
        if (now - known.askAgainNanos() < 0) {
            return true;
        }
        Ill trying = new Ill(known.broken(), now + REST.toNanos(), known.least());
        return !ill.replace(rule, known, trying);
    }

    /** @param size of the exchange on which it broke */
    void broke(String rule, String message, long size) {
        long askAgain = nanos.getAsLong() + REST.toNanos();
        Ill after = ill.compute(
                rule,
                (id, before) -> before == null
                        ? new Ill(1, askAgain, size)
                        : new Ill(before.broken() + 1, askAgain, Math.min(before.least(), size)));
        if (after.broken() == 1) {
            LOG.warn("rule {} broke: {}", rule, message);
        } else if (after.broken() == PATIENCE) {
            LOG.error(
                    "rule {} broke {} times on end ({}) and is taken out of evaluation; its exchanges count it as broken, and it is tried again every {} s",
                    rule,
                    PATIENCE,
                    message,
                    TimeUnit.NANOSECONDS.toSeconds(REST.toNanos()));
        }
    }

    /** A rule was asked and did not break. */
    void well(String rule) {
        Ill before = ill.remove(rule);
        if (before != null && before.out()) {
            LOG.warn("rule {} works again and is evaluated as before", rule);
        }
    }

    /** Rules that broke lately. */
    Iterable<String> ill() {
        return ill.keySet();
    }

    /** Ids of the rules that are out, in their order. */
    List<String> out() {
        TreeSet<String> out = new TreeSet<>();
        for (Map.Entry<String, Ill> entry : ill.entrySet()) {
            if (entry.getValue().out()) {
                out.add(entry.getKey());
            }
        }
        return new ArrayList<>(out);
    }
}
