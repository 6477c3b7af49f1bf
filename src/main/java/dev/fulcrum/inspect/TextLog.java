package dev.fulcrum.inspect;

import java.util.Arrays;

/**
 * A part of a {@link TextMemory}: notes on texts, one behind the other in one array. When that is full they begin anew at its start, over the
 * oldest. A note that is asked for when half of what there was room for came after it is written again, so that what is asked for mostly stays.
 *
 * <p>A note is the four numbers of a fingerprint, a head with the inspector and how many numbers follow, and these. Its place is in an index of
 * buckets, each of a cache line. The index may lead to a place that was written over since; that shows, for a fingerprint's first number is the
 * first that is.
 *
 * <p>There is no reference in it that a collector had to look at, and to a text that is not known leads one look at one bucket. Thread-safe.
 */
final class TextLog {
    static final long[] NOTHING = {};

    private static final int HEAD = 4;
    private static final int FIRST = 5;
    private static final int BUCKET = 8;
    private static final int FIRST_ROOM = 512;
    /** So many notes as long as the longest fit at least. */
    private static final int LEAST_NOTES = 8;
    /** Numbers for each slot of the index; the shortest note has {@value #FIRST}, and buckets are not filled evenly. */
    private static final int NUMBERS_A_SLOT = 3;

    /** Of a slot, from the lowest: a place, in which round it was written, and the highest of the fingerprint's first number. */
    private static final int PLACE_BITS = 32;

    private static final int ROUND_BITS = 8;
    private static final int TAG_SHIFT = PLACE_BITS + ROUND_BITS;
    private static final long ROUNDS = 1L << ROUND_BITS;
    private static final long FREE = 0;

    private final int most;
    private final long[] index;
    private long[] numbers = NOTHING;
    private int end;
    /** How often the notes began anew; counts from 1, so that hardly a slot that is taken looks free. */
    private long round = 1;

    /** @param bytes for notes and index; less than some hundreds hold nothing */
    TextLog(int bytes) {
        int all = bytes / Long.BYTES;
        most = all * NUMBERS_A_SLOT / (NUMBERS_A_SLOT + 1);
        index = new long[Math.max(1, (all - most) / BUCKET) * BUCKET];
    }

    /** What is noted; null when nothing is. */
    synchronized long[] get(Fingerprint fingerprint) {
        int slot = find(fingerprint);
        if (slot < 0) {
            return null;
        }
        int at = place(slot);
        int length = (int) numbers[at + HEAD];
        long[] note = length == 0 ? NOTHING : Arrays.copyOfRange(numbers, at + FIRST, at + FIRST + length);
        if (age(index[slot]) > most / 2) {
            write(slot, fingerprint, note);
        }
        return note;
    }

    /** Notes something, unless it is too long. */
    synchronized void put(Fingerprint fingerprint, long[] note) {
        if (FIRST + note.length > most / LEAST_NOTES) {
            return;
        }
        int known = find(fingerprint);
        write(known < 0 ? slotFor(fingerprint) : known, fingerprint, note);
    }

    private int find(Fingerprint fingerprint) {
        long tag = tag(fingerprint);
        int first = bucket(fingerprint);
        for (int slot = first; slot < first + BUCKET; slot++) {
            if (index[slot] >>> TAG_SHIFT == tag && index[slot] != FREE && isOf(fingerprint, place(slot))) {
                return slot;
            }
        }
        return -1;
    }

    private boolean isOf(Fingerprint fingerprint, int at) {
        return numbers[at] == fingerprint.first()
                && numbers[at + 1] == fingerprint.second()
                && numbers[at + 2] == fingerprint.third()
                && numbers[at + 3] == fingerprint.fourth()
                && numbers[at + HEAD] >>> Integer.SIZE == fingerprint.inspector();
    }

    /** A free slot of a fingerprint's bucket, or that of the oldest note. */
    private int slotFor(Fingerprint fingerprint) {
        int first = bucket(fingerprint);
        int oldest = first;
        for (int slot = first; slot < first + BUCKET; slot++) {
            if (index[slot] == FREE) {
                return slot;
            }
            if (age(index[slot]) > age(index[oldest])) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private void write(int slot, Fingerprint fingerprint, long[] note) {
        int length = FIRST + note.length;
        if (end + length > most) {
            end = 0;
            round++;
        }
        if (end + length > numbers.length) {
            numbers = Arrays.copyOf(
                    numbers, Math.min(most, Math.max(end + length, Math.max(FIRST_ROOM, 2 * numbers.length))));
        }
        numbers[end] = fingerprint.first();
        numbers[end + 1] = fingerprint.second();
        numbers[end + 2] = fingerprint.third();
        numbers[end + 3] = fingerprint.fourth();
        numbers[end + HEAD] = (long) fingerprint.inspector() << Integer.SIZE | note.length;
        System.arraycopy(note, 0, numbers, end + FIRST, note.length);
        index[slot] = tag(fingerprint) << TAG_SHIFT | (round % ROUNDS) << PLACE_BITS | end;
        end += length;
    }

    private int place(int slot) {
        return (int) index[slot];
    }

    /** How many numbers were written since, and passed over at the end of a round; more than {@link #most} when the note is gone. */
    private long age(long slot) {
        long rounds = (round - (slot >>> PLACE_BITS)) & (ROUNDS - 1);
        return rounds * most + end - (int) slot;
    }

    private static long tag(Fingerprint fingerprint) {
        return fingerprint.first() >>> TAG_SHIFT;
    }

    private int bucket(Fingerprint fingerprint) {
        int buckets = index.length / BUCKET;
        return (int) (((fingerprint.second() & 0xFFFF_FFFFL) * buckets) >>> Integer.SIZE) * BUCKET;
    }
}
