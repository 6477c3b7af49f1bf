package dev.fulcrum.inspect;

/**
 * Glues words together whose letters something parts: signs, comments and tags between letters, blanks between single letters.
 */
final class GlueRewriter extends Rewriter {
    private static final int LEAST_SINGLES = 4;
    private static final int WIDEST_GAP = 5;
    private static final int LONG_PIECE = 3;

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
        if (unit == '\'' || unit == '’') {
            return apostrophe(text, index);
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

    /** One that stands where no language writes any, with a piece of a word on either side. */
    private int apostrophe(Draft text, int index) {
        int before = index;
        while (before > 0 && index - before < LONG_PIECE && isLetter(text.charAt(before - 1))) {
            before--;
        }
        int behind = index + 1;
        while (behind < text.length() && behind - index <= LONG_PIECE && isLetter(text.charAt(behind))) {
            behind++;
        }
        if (behind == text.length()) {
            mayGoOn(index);
        }
        if (index - before < LONG_PIECE || behind - index <= LONG_PIECE) {
            return single(text, index);
        }
        drop(index, index + 1);
        return index + 1;
    }

    private int signs(Draft text, int index) {
        if (!Between.isSign(text.charAt(index))) {
            return index;
        }
        int end = lineEnd(text, Between.endOrStop(text, index, ",;:!?"));
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

    /** Behind the line's end that comes after a hyphen or a backslash before an index; the index itself when none does. */
    private int lineEnd(Draft text, int index) {
        char last = index > 0 ? text.charAt(index - 1) : ' ';
        if (last != '-' && last != '\\') {
            return index;
        }
        int i = index < text.length() && text.charAt(index) == '\r' ? index + 1 : index;
        if (i >= text.length()) {
            mayGoOn(index - 1);
        }
        return i < text.length() && text.charAt(i) == '\n' ? i + 1 : index;
    }

    /** Blanks between single letters, of which there are enough in a row. */
    private int single(Draft text, int index) {
        if (!isSingle(text, index - 1)) {
            return index;
        }
        int wide = wide(text, index);
        int end = gapEnd(text, index, wide);
        if (end == text.length()) {
            mayGoOn(Math.max(0, index - 1));
        }
        if (end == index || end >= text.length() || !isSingle(text, index - 1) || !isSingle(text, end)) {
            return index;
        }
        int letters = 2;
        int last = end;
        while (letters < LEAST_SINGLES) {
            int gap = gapEnd(text, last + 1, wide);
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
            int gap = gapStart(text, first, wide);
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
    private static int gapEnd(Draft text, int from, int wide) {
        int i = from;
        boolean sign = false;
        while (i < text.length() && i - from < WIDEST_GAP && isGap(text.charAt(i))) {
            sign |= !Script.isBlank(text.charAt(i++));
        }
        return sign || i - from <= 1 || i - from == wide ? i : from;
    }

    private static int gapStart(Draft text, int end, int wide) {
        int i = end;
        boolean sign = false;
        while (i > 0 && end - i < WIDEST_GAP && isGap(text.charAt(i - 1))) {
            sign |= !Script.isBlank(text.charAt(--i));
        }
        return sign || end - i <= 1 || end - i == wide ? i : end;
    }

    /** How many blanks part two single letters, when that is more than one and there are as many on the one side or on the other; 0 otherwise. */
    private int wide(Draft text, int index) {
        int end = index;
        while (end < text.length() && end - index < WIDEST_GAP && Script.isBlank(text.charAt(end))) {
            end++;
        }
        int width = end - index;
        if (width > 0 && end + 1 + WIDEST_GAP >= text.length()) {
            mayGoOn(Math.max(0, index - 1));
        }
        boolean behind = width > 1 && blanks(text, end + 1, 1) == width;
        boolean before = width > 1 && index > 1 && blanks(text, index - 2, -1) == width;
        return behind || before ? width : 0;
    }

    private static int blanks(Draft text, int from, int step) {
        int i = from;
        int count = 0;
        while (i >= 0 && i < text.length() && count < WIDEST_GAP && Script.isBlank(text.charAt(i))) {
            i += step;
            count++;
        }
        return count;
    }

    private static boolean isGap(char unit) {
        return Script.isBlank(unit) || unit == '\'' || Between.isSign(unit);
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
