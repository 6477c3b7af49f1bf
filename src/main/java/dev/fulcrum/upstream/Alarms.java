package dev.fulcrum.upstream;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The alarms of one event loop. Nearly all are taken back before they ring, so that setting one and taking it back costs next to nothing; in return
 * one may ring up to {@value #TICK_MILLIS} milliseconds late.
 *
 * <p>A wheel of slots (Varghese and Lauck, "Hashed and hierarchical timing wheels", 1987) that stands still until the alarm is due that was the
 * earliest when it stopped, or that has become so since: an event loop that knows of a timer in less than half a millisecond does not sleep until then but looks for events all the time.
 * Lives on its event loop.
 */
public final class Alarms {
    static final long TICK_MILLIS = 4;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 512;
    private static final long NEVER = Long.MAX_VALUE;

    private static final FastThreadLocal<Alarms> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected Alarms initialValue() {
            return new Alarms();
        }
    };

    private final Armed[] slots = new Armed[SLOTS];
    private final long begunNanos = System.nanoTime();
    /** The last tick whose slot was looked at. */
    private long reached;

    private int set;
    /** The tick at which to look next, and the timer for it. */
    private long awaited = NEVER;

    private long timer;

    private Alarms() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Armed(this);
        }
    }

    /** An alarm; or the beginning and end of a slot, whose alarms form a circle with it. */
    private static final class Armed implements Alarm {
        private final Alarms wheel;
        private Context context;
        private Runnable ring;
        private long tick;
        private Armed before = this;
        private Armed after = this;

        private Armed(Alarms wheel) {
            this.wheel = wheel;
        }

        @Override
        public void cancel() {
            if (ring != null) {
                ring = null;
                unlink();
            }
        }

        private void link(Armed slot) {
            before = slot.before;
            after = slot;
            before.after = this;
            slot.before = this;
            wheel.set++;
        }

        private void unlink() {
            if (after != this) {
                before.after = after;
                after.before = before;
                before = this;
                after = this;
                wheel.set--;
            }
        }

        private void ring() {
            Runnable rings = ring;
            if (rings != null) {
                ring = null;
                rings.run();
            }
        }
    }

    /**
     * Sets an alarm on the calling event loop; it rings in the caller's context.
     *
     * @throws IllegalStateException when the caller is not on an event loop
     */
    public static Alarm in(Duration time, Runnable ring) {
        return OF_THIS_LOOP.get().set(EventLoops.current(), time.toNanos(), ring);
    }

    private Alarm set(Context context, long nanos, Runnable ring) {
        long elapsed = System.nanoTime() - begunNanos;
        if (set == 0) {
            reached = elapsed / TICK_NANOS;
        }
        Armed alarm = new Armed(this);
        alarm.context = context;
        alarm.ring = ring;
        alarm.tick = Math.max(reached + 1, -Math.floorDiv(-elapsed - nanos, TICK_NANOS));
        alarm.link(slots[(int) (alarm.tick % SLOTS)]);
        if (alarm.tick < awaited) {
            if (awaited != NEVER) {
                context.owner().cancelTimer(timer);
            }
            await(context, alarm.tick, elapsed);
        }
        return alarm;
    }

    private void await(Context context, long tick, long elapsed) {
        awaited = tick;
        long millis = TimeUnit.NANOSECONDS.toMillis(tick * TICK_NANOS - elapsed) + 1;
        timer = context.owner().setTimer(Math.max(1, millis), id -> turn(context));
    }

    private void turn(Context context) {
        long elapsed = System.nanoTime() - begunNanos;
        long now = elapsed / TICK_NANOS;
        List<Armed> due = new ArrayList<>(0);
        for (long tick = Math.max(reached + 1, now - SLOTS + 1); tick <= now; tick++) {
            Armed slot = slots[(int) (tick % SLOTS)];
            for (Armed alarm = slot.after; alarm != slot; alarm = alarm.after) {
                if (alarm.tick <= now) {
                    due.add(alarm);
                }
            }
        }
        reached = Math.max(reached, now);
        for (Armed alarm : due) {
            alarm.unlink();
            // it may still be taken back
            alarm.context.runOnContext(rings -> alarm.ring());
        }
        awaited = NEVER;
        if (set > 0) {
            await(context, earliest(), elapsed);
        }
    }

    /** The tick of the earliest alarm, or the end of the next turn if it comes later. */
    private long earliest() {
        long last = reached + SLOTS;
        for (long tick = reached + 1; tick < last; tick++) {
            Armed slot = slots[(int) (tick % SLOTS)];
            for (Armed alarm = slot.after; alarm != slot; alarm = alarm.after) {
                if (alarm.tick == tick) {
                    return tick;
                }
            }
        }
        return last;
    }
}
