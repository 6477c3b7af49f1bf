package dev.fulcrum.inspect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.BitSet;

/**
 * Finds Chinese resident identity numbers in a folded text: GB 11643-1999, 17 digits and a check character of ISO 7064 MOD 11-2,
 * with a province of GB/T 2260 and a date of birth that exists. Blanks or hyphens may part the digits.
 */
final class ResidentIds {
    private static final int DIGITS = 17;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10x98765432";
    private static final BitSet PROVINCES = provinces();

    private ResidentIds() {}

    /** Finds ids that share no digit with the numbers known to be something else. */
    static Stretches find(CharSequence text, DigitRuns digits, Stretches others) {
        Stretches found = new Stretches();
        char[] number = new char[DIGITS + 1];
        int i = digits.next(0);
        while (i != DigitRuns.NONE && i + DIGITS < text.length()) {
            int end = DigitGroups.mayBegin(text, i) ? end(text, i, number) : -1;
            if (end > 0 && !others.overlaps(i, end)) {
                found.add(i, end);
                i = digits.next(end);
            } else {
                i = digits.next(digits.behind(i));
            }
        }
        return found;
    }

    /** Where the number that begins at {@code start} ends; -1 when it is none. */
    private static int end(CharSequence text, int start, char[] number) {
        int count = 0;
        int i = start;
        while (i < text.length() && count <= DIGITS) {
            char unit = text.charAt(i);
            boolean belongs = Script.isDigit(unit) || (unit == 'x' && count == DIGITS);
            boolean separates = (unit == ' ' || unit == '-') && Script.isDigit(text.charAt(i - 1));
            if (belongs) {
                number[count++] = unit;
            } else if (!separates) {
                return -1;
            }
            i++;
        }
        return count > DIGITS && DigitGroups.mayEnd(text, i) && isValid(number) ? i : -1;
    }

    private static boolean isValid(char[] number) {
        if (!PROVINCES.get(value(number, 0, 2)) || number[DIGITS] != check(number)) {
            return false;
        }
        int year = value(number, 6, 4);
        return year >= 1850 && year < 2100 && isDate(year, value(number, 10, 2), value(number, 12, 2));
    }

    private static char check(char[] number) {
        int sum = 0;
        for (int i = 0; i < DIGITS; i++) {
            sum += (number[i] - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate unused = LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int value(char[] number, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + number[i] - '0';
        }
        return value;
    }

    /** First two digits by region: north, north-east, east, south, south-west, north-west, then Taiwan, Hong Kong, Macao. */
    private static BitSet provinces() {
        BitSet provinces = new BitSet();
        provinces.set(11, 16);
        provinces.set(21, 24);
        provinces.set(31, 38);
        provinces.set(41, 47);
        provinces.set(50, 55);
        provinces.set(61, 66);
        provinces.set(71);
        provinces.set(81, 84);
        return provinces;
    }
}
