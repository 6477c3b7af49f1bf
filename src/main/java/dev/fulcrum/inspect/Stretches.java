package dev.fulcrum.inspect;

import dev.fulcrum.model.Span;
import java.util.Arrays;
import java.util.List;

/** A growing list of half-open index ranges, two numbers in one {@code long} each. Not thread-safe. */
final class Stretches {
    private static final long[] NONE = {};

    private long[] packed = NONE;
    private int count;

    void add(int start, int end) {
        if (count == packed.length) {
            packed = Arrays.copyOf(packed, Math.max(4, 2 * count));
        }
        packed[count++] = (long) start << 32 | end;
    }

    int count() {
        return count;
    }

    int start(int index) {
        return (int) (packed[index] >> 32);
    }

    int end(int index) {
        return (int) packed[index];
    }

    /** Sorts by start, then end. */
    void sort() {
        Arrays.sort(packed, 0, count);
    }

    /** The ranges in ascending order, those that overlap made one; sorts the list. */
    List<Span> merged() {
        sort();
        Span[] merged = new Span[count];
        int made = 0;
        for (int i = 0; i < count; i++) {
            int start = start(i);
            int end = end(i);
            while (i + 1 < count && start(i + 1) < end) {
                i++;
                end = Math.max(end, end(i));
            }
            merged[made++] = new Span(start, end);
        }
        return List.of(made == count ? merged : Arrays.copyOf(merged, made));
    }

    /** Whether a range shares an index with one in the list, whose ranges ascend and do not overlap. */
    boolean overlaps(int start, int end) {
        int first = firstBehind(start);
        return first < count && start(first) < end;
    }

    /** Position of the first range that ends behind an index, or how many there are; the ranges ascend and do not overlap. */
    int firstBehind(int index) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether a range shares an index with a range in any of the lists. */
    static boolean overlap(int start, int end, Stretches... lists) {
        for (Stretches list : lists) {
            if (list.overlaps(start, end)) {
                return true;
            }
        }
        return false;
    }
}
