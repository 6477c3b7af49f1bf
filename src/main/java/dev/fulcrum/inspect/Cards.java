package dev.fulcrum.inspect;

import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Finds payment card numbers in a folded text: 12 to 19 digits with a right Luhn digit (ISO/IEC 7812-1) and either a prefix and
 * length that an issuer uses, or a word such as {@code card} that leads to them.
 *
 * <p>Blanks or hyphens may part the digits as they do on cards, in groups of four to six, or each from the next. A number
 * that goes on as a word or as a decimal is none.
 */
final class Cards {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;

    private Cards() {}

    /** Finds cards that share no digit with the numbers known to be something else. */
    static Stretches find(CharSequence text, DigitRuns digits, LabelPlaces labels, Stretches... others) {
        Stretches found = new Stretches();
        DigitGroups number = new DigitGroups(LONGEST);
        int i = digits.next(0);
        while (i != DigitRuns.NONE && i + SHORTEST <= text.length()) {
            int end = -1;
            if (DigitGroups.mayBegin(text, i)) {
                number.read(text, i);
                end = cardEnd(text, i, number, labels);
            }
            if (end > 0 && !Stretches.overlap(i, end, others)) {
                found.add(i, end);
                i = digits.next(end);
            } else {
                i = digits.next(digits.behind(i));
            }
        }
        return found;
    }

    /** Where the longest card that begins with the first group ends; -1 when none does. */
    private static int cardEnd(CharSequence text, int start, DigitGroups number, LabelPlaces labels) {
        for (int last = number.groups() - 1; last >= 0 && number.digitsThrough(last) >= SHORTEST; last--) {
            if (isGroupedLikeCard(text, start, number, last) && DigitGroups.mayEnd(text, number.end(last))) {
                String digits = number.digits(number.digitsThrough(last));
                if (LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits)
                        && (CardIssuers.isIssued(digits) || (isIndustry(digits) && labels.leadTo(start)))) {
                    return number.end(last);
                }
            }
        }
        return -1;
    }

    /** Whether the groups are long enough for a card; single digits are only when there is nothing else in their row. */
    private static boolean isGroupedLikeCard(CharSequence text, int start, DigitGroups number, int last) {
        if (number.digitsIn(0) == 1) {
            return number.digitsThrough(last) == last + 1
                    && !followsDigit(text, start, -1)
                    && !followsDigit(text, number.end(last) - 1, 1);
        }
        for (int group = 0; group < last; group++) {
            if (number.digitsIn(group) < 4 || number.digitsIn(group) > 6) {
                return false;
            }
        }
        return true;
    }

    /** Whether another digit stands one character beyond, in the direction of {@code step}. */
    private static boolean followsDigit(CharSequence text, int index, int step) {
        int beyond = index + 2 * step;
        return beyond >= 0 && beyond < text.length() && Script.isDigit(text.charAt(beyond));
    }

    /** Whether the first digit is one that ISO/IEC 7812-1 gives to travel, banking or merchandising. */
    private static boolean isIndustry(String digits) {
        return digits.charAt(0) >= '2' && digits.charAt(0) <= '6';
    }
}
