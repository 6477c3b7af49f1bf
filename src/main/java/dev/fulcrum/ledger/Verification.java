package dev.fulcrum.ledger;

import java.util.Optional;

/**
 * What checking the chain found.
 *
 * @param checked entries that are in order, from the first up to the first broken one
 * @param head the last of them: note it to notice later that something was cut off
 * @param broken the first entry that is not in order
 */
public record Verification(long checked, ChainHead head, Optional<Break> broken) {

    /**
     * Where the chain breaks.
     *
     * @param seq number of the entry
     * @param what what is wrong with it, for a person
     */
    public record Break(long seq, Kind kind, String what) {}

    /** How a chain can break. */
    public enum Kind {
        /** An entry is missing. */
        GAP,
        /** The entry does not follow the one before it. */
        PREVIOUS,
        /** The entry is not what was written. */
        HASH,
        /** A row has a number that no ledger gives. */
        STRAY,
        /** The entry cannot be read: its page is damaged. */
        DAMAGED,
        /** The entry is in order, but the lists by which it is found are not. */
        UNLISTED,
        /** The ledger ends before a head that was noted earlier. */
        CUT,
        /** At a head that was noted earlier another entry stands. */
        REPLACED
    }

    public boolean intact() {
        return broken.isEmpty();
    }
}
