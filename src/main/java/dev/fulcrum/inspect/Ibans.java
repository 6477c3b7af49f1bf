package dev.fulcrum.inspect;

import java.util.Locale;
import org.apache.commons.validator.routines.IBANValidator;

/**
 * Finds international bank account numbers in a folded text.
 *
 * <p>Country, length and layout are those of the ISO 13616 registry and the check digits those of ISO 7064 MOD 97-10, both as
 * commons-validator knows them. Single blanks or hyphens may stand between the characters.
 */
final class Ibans {
    /** Letters of the country, before the check digits. */
    private static final int COUNTRY = 2;

    private static final int SHORTEST = 15;

    private Ibans() {}

    static Stretches find(CharSequence text, DigitRuns digits) {
        Stretches found = new Stretches();
        int from = 0;
        int check = digits.next(COUNTRY);
        while (check != DigitRuns.NONE && check - COUNTRY + SHORTEST <= text.length()) {
            int start = check - COUNTRY;
            int end = start >= from && begins(text, start) ? end(text, start) : -1;
            if (end > 0) {
                found.add(start, end);
                from = end;
                check = digits.next(end);
            } else {
                check = digits.next(digits.behind(check));
            }
        }
        return found;
    }

    /** Whether two letters and two digits begin a word here; the first digit is certain. */
    private static boolean begins(CharSequence text, int start) {
        return Script.isAsciiLetter(text.charAt(start + 1))
                && Script.isAsciiLetter(text.charAt(start))
                && Script.isDigit(text.charAt(start + 3))
                && (start == 0 || !Script.isAsciiLetterOrDigit(text.charAt(start - 1)));
    }

    /** Where the number that begins at {@code start} ends; -1 when it is none. */
    private static int end(CharSequence text, int start) {
        String country = text.subSequence(start, start + 2).toString().toUpperCase(Locale.ROOT);
        IBANValidator.Validator layout = IBANValidator.DEFAULT_IBAN_VALIDATOR.getValidator(country);
        if (layout == null) {
            return -1;
        }
        StringBuilder compact = new StringBuilder(layout.getIbanLength());
        int i = start;
        while (i < text.length() && compact.length() < layout.getIbanLength()) {
            char unit = text.charAt(i);
            boolean separates = (unit == ' ' || unit == '-') && Script.isAsciiLetterOrDigit(text.charAt(i - 1));
            if (!separates) {
                if (!Script.isAsciiLetterOrDigit(unit)) {
                    return -1;
                }
                compact.append(unit);
            }
            i++;
        }
        boolean cut = i < text.length() && Script.isAsciiLetterOrDigit(text.charAt(i));
        String number = compact.toString().toUpperCase(Locale.ROOT);
        return !cut && IBANValidator.DEFAULT_IBAN_VALIDATOR.isValid(number) ? i : -1;
    }
}
