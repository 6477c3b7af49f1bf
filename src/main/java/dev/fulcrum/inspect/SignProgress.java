package dev.fulcrum.inspect;

/**
 * How far signs have come in one text: of the places that are filled, where their sign begins and where they end.
 *
 * <p>A hash table with open addressing, since a text fills few places of many. Not thread-safe.
 */
final class SignProgress {
    private static final int FIELDS = 3;
    private static final int FIRST_ROOM = 32;
    /** The golden ratio's share of 32 bits (Knuth, "The Art of Computer Programming", 6.4). */
    private static final int SPREAD = 0x9E3779B9;

    private static final int[] NONE = {};

    /** Of each entry: the place's number and 1, its sign's begin, its end; all 0 where there is none. */
    private int[] entries = NONE;

    private int count;

    /** Notes the latest spot up to which a sign is complete. */
    void fill(int place, int begin, int end) {
        if (4 * count >= 3 * room()) {
            grow();
        }
        int at = find(place);
        count += entries[at] == 0 ? 1 : 0;
        entries[at] = place + 1;
        entries[at + 1] = begin;
        entries[at + 2] = end;
    }

    /** A handle for {@link #begin} and {@link #end}; {@code -1} if the place is not filled. */
    int of(int place) {
        if (count == 0) {
            return -1;
        }
        int at = find(place);
        return entries[at] == 0 ? -1 : at;
    }

    /** Where the sign begins, as a folded index. */
    int begin(int handle) {
        return entries[handle + 1];
    }

    /** Where the place ends, as a folded index. */
    int end(int handle) {
        return entries[handle + 2];
    }

    private int room() {
        return entries.length / FIELDS;
    }

    private int find(int place) {
        int mask = room() - 1;
        int slot = ((place * SPREAD) >>> 16) & mask;
        while (entries[FIELDS * slot] != 0 && entries[FIELDS * slot] != place + 1) {
            slot = (slot + 1) & mask;
        }
        return FIELDS * slot;
    }

    private void grow() {
        int[] old = entries;
        entries = new int[Math.max(FIELDS * FIRST_ROOM, 2 * old.length)];
        count = 0;
        for (int at = 0; at < old.length; at += FIELDS) {
            if (old[at] != 0) {
                fill(old[at] - 1, old[at + 1], old[at + 2]);
            }
        }
    }
}
