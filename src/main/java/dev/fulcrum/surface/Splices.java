package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of byte ranges, collected in any order and applied at once; not safe between threads. */
final class Splices {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Splice(int start, int end, byte[] with) {}

    private final List<Splice> splices = new ArrayList<>();

    /** Replaces a range; the same range again, as of a field shared by two parts, is taken once. An empty range inserts. */
    void put(int start, int end, byte[] with) {
        splices.add(new Splice(start, end, with));
    }

    boolean isEmpty() {
        return splices.isEmpty();
    }

    byte[] apply(byte[] bytes) {
        splices.sort(Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end));
        List<Splice> distinct = new ArrayList<>(splices.size());
        int reached = 0;
        int length = bytes.length;
        for (Splice splice : splices) {
            if (splice.start() >= reached) {
                distinct.add(splice);
                reached = Math.max(splice.end(), reached);
                length += splice.with().length - (splice.end() - splice.start());
            }
        }
        return write(bytes, distinct, new byte[length]);
    }

    private static byte[] write(byte[] bytes, List<Splice> splices, byte[] result) {
        int from = 0;
        int to = 0;
        for (Splice splice : splices) {
            int kept = splice.start() - from;
            System.arraycopy(bytes, from, result, to, kept);
            System.arraycopy(splice.with(), 0, result, to + kept, splice.with().length);
            to += kept + splice.with().length;
            from = splice.end();
        }
        System.arraycopy(bytes, from, result, to, bytes.length - from);
        return result;
    }
}
