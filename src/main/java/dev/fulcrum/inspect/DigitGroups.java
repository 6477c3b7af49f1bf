package dev.fulcrum.inspect;

/**
 * The digits that begin at one place of a folded text, up to a limit, with single blanks or hyphens between groups. Reused from place to
 * place; not thread-safe.
 */
final class DigitGroups {
    private final char[] digits;
    /** For each group, how many digits there are up to its end, and the text index behind it. */
    private final int[] counts;

    private final int[] ends;
    private int groups;

    DigitGroups(int limit) {
        digits = new char[limit];
        counts = new int[limit];
        ends = new int[limit];
    }

    /** Reads the groups from {@code start}, where a digit stands; a group that would pass the limit is left out. */
    void read(CharSequence text, int start) {
        groups = 0;
        int count = 0;
        int i = start;
        while (i < text.length() && Script.isDigit(text.charAt(i))) {
            while (i < text.length() && Script.isDigit(text.charAt(i))) {
                if (count == digits.length) {
                    return;
                }
                digits[count++] = text.charAt(i++);
            }
            counts[groups] = count;
            ends[groups++] = i;
            if (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '-')) {
                i++;
            }
        }
    }

    int groups() {
        return groups;
    }

    /** How many digits the groups up to this one have together. */
    int digitsThrough(int group) {
        return counts[group];
    }

    int digitsIn(int group) {
        return group == 0 ? counts[0] : counts[group] - counts[group - 1];
    }

    /** Text index behind a group. */
    int end(int group) {
        return ends[group];
    }

    /** The first {@code count} digits. */
    String digits(int count) {
        return new String(digits, 0, count);
    }

    /** Whether a number may begin at a digit: not inside a word, nor behind a decimal point. */
    static boolean mayBegin(CharSequence text, int index) {
        if (index == 0) {
            return true;
        }
        char before = text.charAt(index - 1);
        boolean decimal = before == '.' && index > 1 && Script.isDigit(text.charAt(index - 2));
        return !Script.isAsciiLetterOrDigit(before) && before != '_' && !decimal;
    }

    /** Whether a number may end before {@code index}: not inside a word, nor before decimals. */
    static boolean mayEnd(CharSequence text, int index) {
        if (index >= text.length()) {
            return true;
        }
        char next = text.charAt(index);
        boolean decimal = next == '.' && index + 1 < text.length() && Script.isDigit(text.charAt(index + 1));
        return !Script.isAsciiLetterOrDigit(next) && next != '_' && !decimal;
    }
}
