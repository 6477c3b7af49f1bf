package dev.fulcrum.inspect;

import java.util.List;

/**
 * How else a text can be read that is made to be read by a model and not by a search: its letters and escapes as what they stand for, glued where something parts
 * letters, parted where something ties words and numbers, and with letters for what looks like them.
 *
 * <p>Whatever is found in one of them is told in the text as it came.
 */
final class Retelling {
    /** Escapes of escapes are read as often. */
    private static final int DEEPEST = 3;

    /** The text with its letters and escapes as what they stand for. */
    static final int CLEAN = 0;

    /** The same without what parts letters. */
    static final int GLUED = 1;

    /** The same with blanks for what ties words and numbers. */
    static final int PARTED = 2;

    /** The glued one with letters for what looks like them. */
    static final int ALIKE = 3;

    static final int WAYS = 4;

    private Retelling() {}

    /**
     * One way to read a text.
     *
     * @param changed whether it says something that no way before it does, nor the text as it came
     */
    record Way(Draft draft, boolean changed) {}

    /**
     * All ways to read a text from an index on.
     *
     * @param ways as many as {@link #WAYS}, those that change nothing included
     * @param open index of the text as it came from which on more text may change what was read
     */
    record Ways(List<Way> ways, int open) {}

    /**
     * Reads a text in all ways from an index on up to another.
     *
     * @param complete whether no more will come
     * @param patience how long it may take
     */
    static Ways of(String text, int from, int to, boolean complete, Patience patience) {
        Draft draft = Draft.of(text, from, to);
        Rewriter.Rewritten clean = Rewriter.rewrite(new LetterRewriter(), draft, complete, to, patience);
        boolean changed = clean.changed();
        for (int depth = 0; depth < DEEPEST; depth++) {
            Rewriter.Rewritten unescaped =
                    Rewriter.rewrite(new EscapeRewriter(), clean.draft(), complete, clean.open(), patience);
            if (!unescaped.changed()) {
                clean = unescaped;
                break;
            }
            changed = true;
            clean = Rewriter.rewrite(new LetterRewriter(), unescaped.draft(), complete, unescaped.open(), patience);
        }
        clean = Rewriter.rewrite(new AddressRewriter(), clean.draft(), complete, clean.open(), patience);
        changed |= clean.changed();
        Rewriter.Rewritten glued =
                Rewriter.rewrite(new GlueRewriter(), clean.draft(), complete, clean.open(), patience);
        Rewriter.Rewritten parted =
                Rewriter.rewrite(new PartRewriter(), clean.draft(), complete, glued.open(), patience);
        Rewriter.Rewritten alike =
                Rewriter.rewrite(new LikenessRewriter(), glued.draft(), complete, parted.open(), patience);
        Way[] all = new Way[WAYS];
        all[CLEAN] = new Way(clean.draft(), changed);
        all[GLUED] = new Way(glued.draft(), glued.changed());
        all[PARTED] = new Way(parted.draft(), parted.changed());
        all[ALIKE] = new Way(alike.draft(), alike.changed());
        List<Way> ways = List.of(all);
        return new Ways(ways, boundary(ways, alike.open()));
    }

    /** The last index at or before one at which no way reads one character out of what is before and behind it. */
    private static int boundary(List<Way> ways, int index) {
        int boundary = index;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Way way : ways) {
                int at = way.draft().boundary(boundary);
                moved |= at < boundary;
                boundary = at;
            }
        }
        return boundary;
    }
}
