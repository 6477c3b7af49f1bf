package dev.fulcrum.inspect;

/** A first look for where words of a {@link PhraseTrie} may begin: never denies a place, and rarely names one in vain. Immutable. */
sealed interface Beginnings permits WordBeginnings, PieceBeginnings {

    /**
     * The first place, {@code from} or behind it, at which a word may begin that was not begun before.
     *
     * <p>At the latest the last place but one of the text, since there the words that are still open matter too; {@code from} if it is behind that.
     */
    int next(FoldedText text, int from);
}
