package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;

/** Which facts of other patterns a condition or a consequence reads, in the order in which they are handed to it. Not thread-safe. */
final class Outers {
    private final List<Integer> slots = new ArrayList<>();

    /** Where the fact of a pattern will stand; the first place is the pattern's own. */
    int place(int slot) {
        int known = slots.indexOf(slot);
        if (known < 0) {
            slots.add(slot);
            known = slots.size() - 1;
        }
        return known + 1;
    }

    List<Integer> slots() {
        return slots;
    }
}
