package dev.fulcrum.inspect;

/**
 * Where phrases that a pattern waits for stand in one stretch of a text, asked about one match after the other from the stretch's beginning on.
 *
 * <p>However many phrases and matches there are, all questions together go over the phrases about once. Not thread-safe.
 */
final class Awaited {
    private final int near;
    private final int[] begins;
    private final int[] ends;
    private int count;
    /** The first phrase that has not been left behind. */
    private int first;

    /**
     * Gathers the phrases of some tickets that stand between two indices of the text as it came.
     *
     * @param around index of a hit in the stretch
     * @param near how far a phrase may stand from a match
     */
    Awaited(Reading reading, int[] tickets, int around, int start, int end, int near) {
        this.near = near;
        Hits hits = reading.hits();
        FoldedText folded = reading.folded();
        int from = around;
        while (from > 0 && folded.originalEnd(hits.end(from - 1)) > start) {
            from--;
        }
        int to = around;
        while (to < hits.count() && folded.originalEnd(hits.end(to)) <= end) {
            to++;
        }
        begins = new int[to - from];
        ends = new int[to - from];
        for (int i = from; i < to; i++) {
            int begin = folded.originalStart(hits.begin(i));
            if (begin >= start && contains(tickets, hits.ticket(i))) {
                begins[count] = begin;
                ends[count++] = folded.originalEnd(hits.end(i));
            }
        }
    }

    private static boolean contains(int[] tickets, int ticket) {
        for (int each : tickets) {
            if (each == ticket) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether a phrase stands in a match or near it; no match may begin before an earlier one. */
    boolean isNear(int start, int end) {
        leaveBehind(start);
        for (int i = first; i < count && ends[i] <= end + near; i++) {
            if (begins[i] >= start - near) {
                return true;
            }
        }
        return false;
    }

    /**
     * From where on another match may be near a phrase, when one that begins at {@code start} is not.
     *
     * @param longest characters of a match, each of which may take two places
     * @return behind {@code start}; −1 when there is no such place
     */
    int next(int start, int longest) {
        leaveBehind(start);
        for (int i = first; i < count; i++) {
            if (begins[i] > start - near) {
                return Math.max(start + 1, ends[i] - near - 2 * longest);
            }
        }
        return -1;
    }

    /** Begins anew with matches from the stretch's beginning on. */
    void again() {
        first = 0;
    }

    private void leaveBehind(int start) {
        while (first < count && ends[first] < start - near) {
            first++;
        }
    }
}
