package dev.fulcrum.inspect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * Finds the phone numbers of one folded text: international ones by their {@code +}, others as China and the United States
 * write them.
 *
 * <p>libphonenumber decides, but it takes some microseconds a number and loads large tables; so it is asked only about
 * digits with the outer shape of a number, and about no more than {@value #QUESTIONS} in a text. Behind those the shape
 * decides, so that a text of numbers alone neither holds up the gateway nor slips through.
 */
final class Phones {
    private static final int QUESTIONS = 500;
    private static final List<String> EXTENSIONS = List.of("ext.", "ext", "x", "转", "分机");
    private static final int EXTENSION_DIGITS = 6;
    private static final double WRITTEN_AS_PHONE = 0.9;
    private static final double BARE_MOBILE = 0.8;
    private static final double BARE_DIGITS = 0.5;

    private final FoldedText text;
    private final Stretches[] others;
    private final PhoneStretch stretch;
    private int questions;

    /** Looks at a text in which other numbers have been found already. */
    Phones(FoldedText text, Stretches... others) {
        this.text = text;
        this.others = others;
        stretch = new PhoneStretch(text, others);
    }

    /** Gets each phone number in folded indices. */
    @FunctionalInterface
    interface Found {
        void phone(double score, int start, int end);
    }

    /** Loaded on first use. */
    private static final class Library {
        private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    }

    void find(Found found) {
        int i = 0;
        while (i < text.length()) {
            if (!Script.isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int end = Stretches.overlap(i, i + 1, others) ? -1 : numberAt(i, found);
            i = end > 0 ? end : behindDigits(i);
        }
    }

    private int behindDigits(int index) {
        int i = index;
        while (i < text.length() && Script.isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Where the number whose first digit is at {@code start} ends; -1 when none is. */
    private int numberAt(int start, Found found) {
        int opening = opening(start);
        if (text.charAt(opening) != '(' && !DigitGroups.mayBegin(text, opening)) {
            return -1;
        }
        boolean international = text.charAt(opening) == '+' || (start > opening && text.charAt(opening + 1) == '+');
        stretch.read(start);
        for (int last = stretch.groups() - 1; last >= 0; last--) {
            int end = stretch.end(last);
            boolean touches = !international && (isTied(opening - 1, -1) || isTied(end, 1));
            if (!touches && mayEnd(end) && isNumber(last, international)) {
                int behind = behindExtension(end);
                found.phone(score(opening, end), opening, behind);
                return behind;
            }
        }
        return -1;
    }

    /** Where the number begins with the {@code +} or bracket in front of its first digit. */
    private int opening(int start) {
        int opening = start;
        while (opening > 0 && start - opening < 2 && "+(".indexOf(text.charAt(opening - 1)) >= 0) {
            opening--;
        }
        return opening;
    }

    /** Whether a hyphen, dot or slash ties the number to more letters or digits, as in article numbers and UUIDs. */
    private boolean isTied(int index, int step) {
        int beyond = index + step;
        return index >= 0
                && beyond >= 0
                && beyond < text.length()
                && "-./".indexOf(text.charAt(index)) >= 0
                && Script.isAsciiLetterOrDigit(text.charAt(beyond));
    }

    /** Whether a number may end here: where any may, or before an extension. */
    private boolean mayEnd(int end) {
        return DigitGroups.mayEnd(text, end) || behindExtension(end) > end;
    }

    /** Index behind an extension such as {@code x12}, {@code ext. 12} or 转12; {@code end} itself when there is none. */
    private int behindExtension(int end) {
        int i = behindBlank(end);
        for (String word : EXTENSIONS) {
            int from = i + word.length();
            if (from < text.length() && word.contentEquals(text.subSequence(i, from))) {
                int digits = behindBlank(from);
                int behind = digits;
                while (behind < text.length()
                        && behind - digits < EXTENSION_DIGITS
                        && Script.isDigit(text.charAt(behind))) {
                    behind++;
                }
                if (behind > digits && DigitGroups.mayEnd(text, behind)) {
                    return behind;
                }
            }
        }
        return end;
    }

    private int behindBlank(int index) {
        return index < text.length() && text.charAt(index) == ' ' ? index + 1 : index;
    }

    private boolean isNumber(int last, boolean international) {
        String digits = stretch.digits(last);
        if (international) {
            return stretch.isInternational(last) && isValid("+" + digits, "CN");
        }
        return (stretch.isChinese(last) && isValid(digits, "CN"))
                || (stretch.isAmerican(last) && isValid(digits, "US"));
    }

    private boolean isValid(String number, String region) {
        if (++questions > QUESTIONS) {
            return true;
        }
        try {
            return Library.PHONES.isValidNumber(Library.PHONES.parse(number, region));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private double score(int start, int end) {
        if (questions > QUESTIONS) {
            return BARE_DIGITS;
        }
        for (int i = start; i < end; i++) {
            if (!Script.isDigit(text.charAt(i))) {
                return WRITTEN_AS_PHONE;
            }
        }
        return end - start == 11 && text.charAt(start) == '1' ? BARE_MOBILE : BARE_DIGITS;
    }
}
