package dev.fulcrum.policy;

import java.util.Optional;

/**
 * Something that a pattern asks of its fact.
 *
 * @param holds whether a fact is so
 * @param joined whether it reads other facts too
 * @param equal the field and the text to which it has to be equal, when that is all that is asked
 */
record Asked(Holds holds, boolean joined, Optional<Equal> equal) {

    /** Whether facts are as asked: the pattern's own, then the others. */
    interface Holds {
        boolean of(Object[] facts);
    }

    /** @param value a text */
    record Equal(FactFields.Field field, String value) {}

    static Asked of(Holds holds, boolean joined) {
        return new Asked(holds, joined, Optional.empty());
    }
}
