package dev.fulcrum.inspect;

/**
 * Glues words together whose letters something parts: signs, comments and tags between letters, blanks between single letters.
 */
final class GlueRewriter extends Rewriter {
    private static final int LEAST_SINGLES = 4;
    private static final int WIDEST_GAP = 5;

    @Override
    int look(Draft text, int index) {
        if (index == 0) {
            return 0;
        }
        char unit = text.charAt(index);
        char before = text.charAt(index - 1);
        if (unit == '<' && !isLetter(before)) {
            return Between.comment(text, index);
        }
        if (Script.isAsciiLetterOrDigit(unit)) {
            return index;
        }
        if (!isAlnum(before)) {
            return index;
        }
        if (Script.isHan(before)) {
            return han(text, index);
        }
        if (Script.isBlank(unit)) {
            return single(text, index);
        }
        return isLetter(before) ? signs(text, index) : index;
    }

    private int han(Draft text, int index) {
        int end = Between.hanEnd(text, index);
        if (end > index && end == text.length()) {
            mayGoOn(index);
        }
        if (end == index || end == text.length() || !Script.isHan(text.charAt(end))) {
            return index;
        }
        drop(index, end);
        return end;
    }

    private int signs(Draft text, int index) {
        if (!Between.isSign(text.charAt(index))) {
            return index;
        }
        int end = Between.end(text, index);
        if (end == text.length() || Between.mayClose(text, index)) {
            mayGoOn(index);
        }
        if (end == index || end >= text.length() || !isLetter(text.charAt(end))) {
            int gap = end < text.length() && end > index ? single(text, index) : index;
            return gap > index ? gap : Between.comment(text, index);
        }
        drop(index, end);
        return end;
    }

    /** Blanks between single letters, of which there are enough in a row. */
    private int single(Draft text, int index) {
        int end = gapEnd(text, index);
        if (end == text.length()) {
            mayGoOn(Math.max(0, index - 1));
        }
        if (end == index || end >= text.length() || !isSingle(text, index - 1) || !isSingle(text, end)) {
            return index;
        }
        int letters = 2;
        int last = end;
        while (letters < LEAST_SINGLES) {
            int gap = gapEnd(text, last + 1);
            if (gap == text.length()) {
                mayGoOn(index - 1);
            }
            if (gap >= text.length() || gap == last + 1 || !isSingle(text, gap)) {
                break;
            }
            last = gap;
            letters++;
        }
        int first = index - 1;
        while (letters < LEAST_SINGLES) {
            int gap = gapStart(text, first);
            if (gap <= 0 || gap == first || !isSingle(text, gap - 1)) {
                break;
            }
            first = gap - 1;
            letters++;
        }
        if (letters < LEAST_SINGLES) {
            return index;
        }
        drop(index, end);
        return end;
    }

    /** Behind one blank, or blanks with signs among them; two blanks alone end a word. */
    private static int gapEnd(Draft text, int from) {
        int i = from;
        boolean sign = false;
        while (i < text.length() && i - from < WIDEST_GAP && isGap(text.charAt(i))) {
            sign |= !Script.isBlank(text.charAt(i++));
        }
        return sign || i - from <= 1 ? i : from;
    }

    private static int gapStart(Draft text, int end) {
        int i = end;
        boolean sign = false;
        while (i > 0 && end - i < WIDEST_GAP && isGap(text.charAt(i - 1))) {
            sign |= !Script.isBlank(text.charAt(--i));
        }
        return sign || end - i <= 1 ? i : end;
    }

    private static boolean isGap(char unit) {
        return Script.isBlank(unit) || Between.isSign(unit);
    }

    private boolean isSingle(Draft text, int index) {
        if (!isLetter(text.charAt(index)) || isBehindAlnum(text, index)) {
            return false;
        }
        if (index + 1 == text.length()) {
            mayGoOn(Math.max(0, index - 2));
            return true;
        }
        return !isAlnum(text.charAt(index + 1));
    }
}
