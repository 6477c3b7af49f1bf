package dev.fulcrum.inspect;

/** A mail address of which each character is parted from the next by the same blanks or signs. */
final class SpelledAddress {
    private static final int FEWEST = 8;
    private static final int MOST = 48;
    private static final int WIDEST_GAP = 3;

    private SpelledAddress() {}

    /** Behind the address that begins at a letter; the index itself when none does. */
    static int end(Draft text, int index) {
        int gap = gapAt(text, index);
        if (gap == 0) {
            return index;
        }
        int items = 1;
        int at = -1;
        int dot = -1;
        int i = index;
        while (items < MOST && isGap(text, index + 1, i + 1, gap) && isItem(text, i + 1 + gap)) {
            i += 1 + gap;
            char unit = text.charAt(i);
            at = unit == '@' ? items : at;
            dot = unit == '.' && at >= 0 ? items : dot;
            items++;
        }
        boolean address = at > 0 && dot > at + 1 && items > dot + 2 && items >= FEWEST;
        return address && Rewriter.isAlnum(text.charAt(i)) ? i + 1 : index;
    }

    /** Whether more text may make one of what begins at an index: all that follows is of it, and ends with the text. */
    static boolean mayGoOn(Draft text, int index) {
        if (text.length() - index >= MOST * (1 + WIDEST_GAP)) {
            return false;
        }
        int gap = gapAt(text, index);
        if (gap == 0) {
            return isOpenGap(text, index);
        }
        int i = index;
        while (isGap(text, index + 1, i + 1, gap) && isItem(text, i + 1 + gap)) {
            i += 1 + gap;
        }
        return text.length() - i <= 1 + gap && isGapBegun(text, index + 1, i + 1);
    }

    /** Whether nothing but the first gap stands behind the first character, which another one may follow. */
    private static boolean isOpenGap(Draft text, int index) {
        if (text.length() - index > 1 + WIDEST_GAP) {
            return false;
        }
        for (int i = index + 1; i < text.length(); i++) {
            if (isAddressed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGapBegun(Draft text, int first, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != text.charAt(first + i - from)) {
                return false;
            }
        }
        return true;
    }

    /** How many characters part the first two, which are not the same; 0 when the first is part of a word. */
    static int gapAt(Draft text, int index) {
        int i = index + 1;
        while (i < text.length() && i - index <= WIDEST_GAP + 1 && !isAddressed(text.charAt(i))) {
            i++;
        }
        int gap = i - index - 1;
        return gap > 0 && gap <= WIDEST_GAP && i < text.length() ? gap : 0;
    }

    private static boolean isAddressed(char unit) {
        return Rewriter.isAlnum(unit) || unit == '@';
    }

    private static boolean isItem(Draft text, int index) {
        return index < text.length()
                && (isAddressed(text.charAt(index)) || text.charAt(index) == '.')
                && (index + 1 == text.length() || !Rewriter.isAlnum(text.charAt(index + 1)));
    }

    private static boolean isGap(Draft text, int first, int from, int gap) {
        if (from + gap > text.length()) {
            return false;
        }
        for (int i = 0; i < gap; i++) {
            if (text.charAt(from + i) != text.charAt(first + i)) {
                return false;
            }
        }
        return true;
    }
}
