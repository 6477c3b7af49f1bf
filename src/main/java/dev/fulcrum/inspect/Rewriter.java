package dev.fulcrum.inspect;

/**
 * Writes a text as somebody else would read it: looks at one place after the other, and copies what it does not change.
 *
 * <p>What becomes of a place depends on no more than some hundred characters around it, so that a text that grows need not be read from its beginning.
 */
abstract class Rewriter {
    /** How far any look reaches from a place. */
    static final int FARTHEST = 256;

    /** Places between two looks at the clock. */
    private static final int OFTEN = 1 << 10;

    private Draft in;
    private Draft out;
    private int copied;
    private int open;
    private boolean complete;

    /** What was made, and the index of the text as it came from which on more text might change it. */
    record Rewritten(Draft draft, boolean changed, int open) {}

    /**
     * Rewrites a whole draft.
     *
     * @param complete whether no more will come
     * @param patience how long it may take
     */
    static Rewritten rewrite(Rewriter rewriter, Draft draft, boolean complete, int open, Patience patience) {
        return rewriter.run(draft, complete, open, patience);
    }

    private Rewritten run(Draft draft, boolean noMore, int openBefore, Patience patience) {
        in = draft;
        out = null;
        copied = 0;
        open = openBefore;
        complete = noMore;
        if (!noMore) {
            // what an earlier rewriter does not know yet is not there for this one
            draft.cut(draft.firstFrom(openBefore));
        }
        int i = 0;
        int looks = 0;
        while (i < draft.length()) {
            if (++looks % OFTEN == 0) {
                patience.check();
            }
            int end = look(draft, i);
            i = Math.max(end, i + 1);
        }
        if (out == null) {
            return new Rewritten(draft, false, open);
        }
        out.append(draft, copied, draft.length());
        return new Rewritten(out, true, open);
    }

    /**
     * Looks at one place, and writes what it becomes if that is something else.
     *
     * @return index behind what was read; that of the place when it stays
     */
    abstract int look(Draft text, int index);

    /** Writes that what stands from one index to another becomes something else. */
    final void replace(int from, int to, CharSequence plain) {
        begin(from);
        out.append(plain, in.start(from), in.end(to));
        copied = to;
    }

    final void replace(int from, int to, char plain) {
        begin(from);
        out.append(plain, in.start(from), in.end(to));
        copied = to;
    }

    /** Writes that nothing is left of what stands from one index to another. */
    final void drop(int from, int to) {
        begin(from);
        copied = to;
    }

    /** Writes something before an index of which there is no trace in the text as it came. */
    final void insert(int index, char plain) {
        begin(index);
        out.append(plain, in.start(index), in.start(index));
    }

    private void begin(int from) {
        if (out == null) {
            out = Draft.empty();
        }
        out.append(in, copied, from);
        copied = from;
    }

    /** Notes that what stands from an index on may be read in another way when more text comes. */
    final void mayGoOn(int index) {
        if (!complete) {
            open = Math.min(open, in.start(index));
        }
    }

    static boolean isLetter(char unit) {
        return unit < 128 ? Script.isAsciiLetter(unit) : Character.isLetter(unit);
    }

    /** Whether an index stands behind a letter or digit. */
    static boolean isBehindAlnum(Draft text, int index) {
        return index > 0 && isAlnum(text.charAt(index - 1));
    }

    static boolean isAlnum(char unit) {
        return unit < 128 ? Script.isAsciiLetterOrDigit(unit) : Character.isLetterOrDigit(unit);
    }

    static boolean isDigit(Draft text, int index) {
        return index >= 0 && index < text.length() && Script.isDigit(text.charAt(index));
    }
}
