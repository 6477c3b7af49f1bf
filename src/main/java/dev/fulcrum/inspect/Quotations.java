package dev.fulcrum.inspect;

/**
 * Finds what an answer only quotes: stretches in double quotes or corner brackets within one line, and fenced code.
 *
 * <p>An answer that is one single quotation speaks for itself; then nothing counts as quoted.
 */
final class Quotations {
    /** How much of an answer may stand outside of its quotation marks, so that the whole is one quotation. */
    private static final int OUTSIDE = 4;

    private Quotations() {}

    /** Quoted ranges of folded indices, ascending, not overlapping. */
    static Stretches of(FoldedText text) {
        Stretches quoted = new Stretches();
        int open = -1;
        char closer = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (open < 0) {
                closer = closerOf(text, i);
                open = closer == 0 ? -1 : i;
            } else if (closer == '`' ? fences(text, i) && i > open + 2 : unit == closer) {
                add(text, quoted, open, i + 1);
                open = -1;
            } else if (closer != '`' && unit == ' ' && text.breaksLine(i)) {
                open = -1;
            }
        }
        return quoted;
    }

    private static void add(FoldedText text, Stretches quoted, int start, int end) {
        if (text.length() - (end - start) > OUTSIDE) {
            quoted.add(start, end);
        }
    }

    private static char closerOf(FoldedText text, int index) {
        return switch (text.charAt(index)) {
            case '"' -> '"';
            case '「' -> '」';
            case '『' -> '』';
            case '`' -> fences(text, index) ? '`' : 0;
            default -> 0;
        };
    }

    private static boolean fences(FoldedText text, int index) {
        return index + 2 < text.length()
                && text.charAt(index) == '`'
                && text.charAt(index + 1) == '`'
                && text.charAt(index + 2) == '`';
    }
}
