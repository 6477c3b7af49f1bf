package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Replacements of byte ranges, collected in any order and applied at once; not safe between threads. */
final class Splices {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Splice(int start, int end, byte[] with) {}

    private static final Comparator<Splice> IN_ORDER =
            Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end);

    private final List<Splice> splices = new ArrayList<>(0);

    /** Replaces a range; the same range again, as of a field shared by two parts, is taken once. An empty range inserts. */
    void put(int start, int end, byte[] with) {
        splices.add(new Splice(start, end, with));
    }

    boolean isEmpty() {
        return splices.isEmpty();
    }

    /** Replaces a range in another way than before. */
    void putInstead(int start, int end, byte[] with) {
        splices.removeIf(splice -> splice.start() == start && splice.end() == end);
        put(start, end, with);
    }

    /** Gives up the replacements within a range; whether there were any. */
    boolean dropWithin(int start, int end) {
        return splices.removeIf(splice -> splice.start() >= start && splice.end() <= end);
    }

    /** Whether there are replacements within a range. */
    boolean touches(int start, int end) {
        return splices.stream().anyMatch(splice -> splice.start() >= start && splice.end() <= end);
    }

    byte[] apply(byte[] bytes) {
        return apply(bytes, 0, 0, bytes.length);
    }

    /**
     * A stretch of the bytes with the replacements that lie in it.
     *
     * @param origin where the first of {@code bytes} stands in what the replacements and the stretch speak of
     */
    byte[] apply(byte[] bytes, int origin, int first, int last) {
        if (splices.isEmpty()) {
            return Arrays.copyOfRange(bytes, first - origin, last - origin);
        }
        splices.sort(IN_ORDER);
        List<Splice> distinct = new ArrayList<>(splices.size());
        int reached = first;
        int length = last - first;
        for (Splice splice : splices) {
            if (splice.start() >= reached && splice.end() <= last) {
                distinct.add(splice);
                reached = Math.max(splice.end(), reached);
                length += splice.with().length - (splice.end() - splice.start());
            }
        }
        return write(bytes, origin, distinct, first, new byte[length]);
    }

    private static byte[] write(byte[] bytes, int origin, List<Splice> splices, int first, byte[] result) {
        int from = first;
        int to = 0;
        for (Splice splice : splices) {
            int kept = splice.start() - from;
            System.arraycopy(bytes, from - origin, result, to, kept);
            System.arraycopy(splice.with(), 0, result, to + kept, splice.with().length);
            to += kept + splice.with().length;
            from = splice.end();
        }
        System.arraycopy(bytes, from - origin, result, to, result.length - to);
        return result;
    }
}
