package dev.fulcrum.inspect;

import java.util.function.ToLongFunction;

/**
 * A few places of a {@link TextMemory}, in arrays that are made once and then written over: what is remembered in them leaves no garbage behind,
 * and mostly no reference that a collector would have to look at. Thread-safe.
 *
 * <p>Which place is given away next is told by a hand that goes round and passes, once, over those that were asked for since it came by
 * (Corbató, "A paging experiment with the Multics system", 1968).
 *
 * @param <V> immutable; two that are equal are interchangeable
 */
final class Shelf<V> {
    static final int PLACES = 8;

    /** What is behind the first number of a fingerprint. */
    private static final int REST = 4;

    private final int places;
    /** The first numbers of all fingerprints, which tell most texts apart, then what is behind them. */
    private final long[] numbers;

    private final Object[] values;
    private final ToLongFunction<V> weigher;
    private int count;
    private int hand;
    /** A bit for each place. */
    private int asked;

    /** @param places 1 to {@value #PLACES} */
    Shelf(int places, ToLongFunction<V> weigher) {
        this.weigher = weigher;
        this.places = places;
        numbers = new long[places + REST * places];
        values = new Object[places];
    }

    /** What is remembered; null when nothing is. */
    synchronized V get(Fingerprint fingerprint) {
        int at = find(fingerprint);
        if (at < 0) {
            return null;
        }
        asked |= 1 << at;
        return value(at);
    }

    /** Remembers something, and tells how much heavier the shelf is for it. */
    synchronized long put(Fingerprint fingerprint, V value) {
        int known = find(fingerprint);
        int at = known >= 0 ? known : place();
        V before = value(at);
        write(at, fingerprint);
        if (value != before && !value.equals(before)) {
            values[at] = value;
        }
        return weigher.applyAsLong(value) - (before == null ? 0 : weigher.applyAsLong(before));
    }

    /** Forgets everything, and tells how much lighter the shelf is for it. */
    synchronized long clear() {
        long weight = 0;
        for (int at = 0; at < count; at++) {
            weight += weigher.applyAsLong(value(at));
            values[at] = null;
        }
        count = 0;
        hand = 0;
        asked = 0;
        return weight;
    }

    private int find(Fingerprint fingerprint) {
        for (int at = 0; at < count; at++) {
            if (numbers[at] == fingerprint.first() && isRest(at, fingerprint)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isRest(int at, Fingerprint fingerprint) {
        int from = places + REST * at;
        return numbers[from] == fingerprint.second()
                && numbers[from + 1] == fingerprint.third()
                && numbers[from + 2] == fingerprint.fourth()
                && numbers[from + 3] == fingerprint.inspector();
    }

    private void write(int at, Fingerprint fingerprint) {
        int from = places + REST * at;
        numbers[at] = fingerprint.first();
        numbers[from] = fingerprint.second();
        numbers[from + 1] = fingerprint.third();
        numbers[from + 2] = fingerprint.fourth();
        numbers[from + 3] = fingerprint.inspector();
    }

    /** A free place, or the next one to be given away. */
    private int place() {
        if (count < places) {
            return count++;
        }
        while ((asked >>> hand & 1) != 0) {
            asked &= ~(1 << hand);
            hand = (hand + 1) % count;
        }
        int given = hand;
        hand = (hand + 1) % count;
        return given;
    }

    @SuppressWarnings("unchecked") // nothing else is put there
    private V value(int at) {
        return (V) values[at];
    }
}
