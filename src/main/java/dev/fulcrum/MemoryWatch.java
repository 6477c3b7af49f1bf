package dev.fulcrum;

import dev.fulcrum.upstream.LastResort;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices a process that only collects its heap: there is always a little left, so that nothing fails, and nothing gets on either. For callers that is worse
 * than a process that has ended.
 */
final class MemoryWatch {
    private static final long LOOK_MILLIS = 500;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double MOST_COLLECTING = 0.8;
    private static final double MOST_USED = 0.85;

    private long lastNanos;
    private long lastCollecting;
    private long badSince;
    private boolean bad;

    private MemoryWatch() {}

    static MemoryWatch beginning(long nanos, long collectingMillis) {
        MemoryWatch watch = new MemoryWatch();
        watch.lastNanos = nanos;
        watch.lastCollecting = collectingMillis;
        return watch;
    }

    /** Looks now and then, and ends the process that has done nothing but collect for ten seconds. */
    static void over(ScheduledExecutorService thread) {
        MemoryWatch watch = beginning(System.nanoTime(), collectingMillis());
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
                    double used = heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
                    if (watch.stuck(System.nanoTime(), collectingMillis(), used)) {
                        LastResort.end("for ten seconds it did nothing but collect a heap that stays full");
                    }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Whether it has been so for ten seconds.
     *
     * @param collectingMillis since the start
     * @param used part of the heap
     */
    boolean stuck(long nanos, long collectingMillis, double used) {
        long passedMillis = TimeUnit.NANOSECONDS.toMillis(nanos - lastNanos);
        boolean badNow = passedMillis > 0
                && used >= MOST_USED
                && (double) (collectingMillis - lastCollecting) / passedMillis >= MOST_COLLECTING;
        if (badNow && !bad) {
            badSince = lastNanos;
        }
        bad = badNow;
        lastNanos = nanos;
        lastCollecting = collectingMillis;
        return bad && nanos - badSince >= LONGEST_NANOS;
    }

    /** Collections that run beside the program do not hold it up. */
    private static long collectingMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!collector.getName().contains("Concurrent")
                    && !collector.getName().contains("Cycles")) {
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return millis;
    }
}
