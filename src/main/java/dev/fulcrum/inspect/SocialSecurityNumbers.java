package dev.fulcrum.inspect;

/**
 * Finds social security numbers of the United States in a folded text: area, group and serial, none of them zero, the area
 * neither 666 nor beyond 899 (Social Security Administration, POMS RM 10201.035).
 *
 * <p>There is no check digit. So the number is written {@code 123-45-6789}, or a label says what it is; then blanks, or
 * nothing, may stand for the hyphens.
 */
final class SocialSecurityNumbers {
    private static final int DIGITS = 9;
    private static final int GROUPS = 3;

    private SocialSecurityNumbers() {}

    /** Finds numbers that share no digit with those known to be something else. */
    static Stretches find(CharSequence text, DigitRuns digits, LabelPlaces labels, Stretches... others) {
        Stretches found = new Stretches();
        DigitGroups number = new DigitGroups(DIGITS);
        int i = digits.next(0);
        while (i != DigitRuns.NONE && i + DIGITS <= text.length()) {
            int end = begins(text, i) ? end(text, i, number, labels) : -1;
            if (end > 0 && !Stretches.overlap(i, end, others)) {
                found.add(i, end);
                i = digits.next(end);
            } else {
                i = digits.next(digits.behind(i));
            }
        }
        return found;
    }

    private static boolean begins(CharSequence text, int start) {
        boolean tied =
                start > 1 && text.charAt(start - 1) == '-' && Script.isAsciiLetterOrDigit(text.charAt(start - 2));
        return DigitGroups.mayBegin(text, start) && !tied;
    }

    private static int end(CharSequence text, int start, DigitGroups number, LabelPlaces labels) {
        number.read(text, start);
        int last = number.groups() - 1;
        if (last < 0 || number.digitsThrough(last) != DIGITS || !isWhole(text, number.end(last))) {
            return -1;
        }
        boolean grouped = number.groups() == GROUPS && number.digitsIn(0) == 3 && number.digitsIn(1) == 2;
        boolean hyphens = grouped && text.charAt(start + 3) == '-' && text.charAt(start + 6) == '-';
        boolean written = hyphens || ((grouped || last == 0) && labels.leadTo(start));
        return written && isIssued(number.digits(DIGITS)) ? number.end(last) : -1;
    }

    private static boolean isWhole(CharSequence text, int end) {
        boolean tied =
                end + 1 < text.length() && text.charAt(end) == '-' && Script.isAsciiLetterOrDigit(text.charAt(end + 1));
        return DigitGroups.mayEnd(text, end) && !tied;
    }

    private static boolean isIssued(String digits) {
        String area = digits.substring(0, 3);
        return !area.equals("000")
                && !area.equals("666")
                && digits.charAt(0) != '9'
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }
}
