package dev.fulcrum.inspect;

/**
 * A set of {@link Mark}s.
 *
 * @param bits one for each mark, by its ordinal
 */
record Marks(long bits) {
    static final Marks NONE = new Marks(0);

    static Marks of(Mark... marks) {
        Marks all = NONE;
        for (Mark mark : marks) {
            all = all.with(mark);
        }
        return all;
    }

    Marks with(Mark mark) {
        return new Marks(bits | bit(mark));
    }

    boolean has(Mark mark) {
        return (bits & bit(mark)) != 0;
    }

    boolean hasAny(Marks others) {
        return (bits & others.bits) != 0;
    }

    @SuppressWarnings("EnumOrdinal") // no bit leaves the process
    private static long bit(Mark mark) {
        return 1L << mark.ordinal();
    }
}
