package dev.fulcrum.inspect;

/** A first look for where words of a {@link PhraseTrie} may begin: never denies a place, and rarely names one in vain. Immutable. */
sealed interface Beginnings permits WordBeginnings, PieceBeginnings {

    /**
     * The first place, {@code from} or behind it, at which a word may begin that was not begun before, and the state there: the root, unless
     * what the word begins with was recognized and passed over.
     *
     * <p>Passes over no place near the end at which something begins that is still open before the last character; {@code from} if it is near the end.
     */
    long next(FoldedText text, int from);

    static long at(int index, int state) {
        return (long) state << Integer.SIZE | index;
    }

    static int index(long place) {
        return (int) place;
    }

    static int state(long place) {
        return (int) (place >>> Integer.SIZE);
    }
}
