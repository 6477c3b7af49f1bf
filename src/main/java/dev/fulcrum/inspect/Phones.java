package dev.fulcrum.inspect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * Finds the phone numbers of one folded text: international ones by their {@code +}, others as China and the United States
 * write them, and as anybody does where a word such as {@code phone} or {@code 电话} says what they are.
 *
 * <p>libphonenumber decides, but it takes some microseconds a number and loads large tables; so it is asked only about
 * digits with the outer shape of a number, and about no more than {@value #QUESTIONS} in a text. Behind those the shape
 * decides, so that a text of numbers alone neither holds up the gateway nor slips through.
 */
final class Phones {
    private static final int QUESTIONS = 500;
    private static final double WRITTEN_AS_PHONE = 0.9;
    private static final double BARE_MOBILE = 0.8;
    private static final double BARE_DIGITS = 0.5;
    /** No country's plan was asked. */
    private static final double LABELLED_ONLY = 0.7;

    /** Words that lead to a phone number. */
    static final List<String> WORDS = List.of(
            "phone",
            "phones",
            "telephone",
            "tel",
            "tele",
            "mobile",
            "cell",
            "cellphone",
            "fax",
            "pager",
            "hotline",
            "landline",
            "switchboard",
            "whatsapp",
            "call",
            "calling",
            "dial",
            "ring",
            "text",
            "texting",
            "sms",
            "message",
            "messages",
            "reach",
            "contact",
            "answering",
            "desk:",
            "office:",
            "电话",
            "電話",
            "手机",
            "手機",
            "座机",
            "固话",
            "传真",
            "热线",
            "来电",
            "致电",
            "拨打",
            "拨",
            "短信",
            "联系方式",
            "电话号码",
            "手机号");
    /** Words that follow one, as in business cards. */
    static final List<String> WORDS_BEHIND =
            List.of("phone", "mobile", "cell", "fax", "office", "desk", "home", "work", "手机", "电话", "座机", "传真");

    private final FoldedText text;
    private final DigitRuns digits;
    private final LabelPlaces labels;
    private final LabelPlaces labelsBehind;
    private final Stretches[] others;
    private final PhoneStretch stretch;
    private int questions;

    /** Looks at a text in which other numbers have been found already. */
    Phones(FoldedText text, DigitRuns digits, LabelPlaces labels, LabelPlaces labelsBehind, Stretches... others) {
        this.text = text;
        this.digits = digits;
        this.labels = labels;
        this.labelsBehind = labelsBehind;
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
        int i = digits.next(0);
        while (i != DigitRuns.NONE) {
            int end = Stretches.overlap(i, i + 1, others) ? -1 : numberAt(i, found);
            i = digits.next(end > 0 ? end : digits.behind(i));
        }
    }

    /** Where the number whose first digit is at {@code start} ends; -1 when none is. */
    private int numberAt(int start, Found found) {
        int opening = opening(start);
        if (text.charAt(opening) != '(' && !DigitGroups.mayBegin(text, opening)) {
            return -1;
        }
        boolean international = text.charAt(opening) == '+' || (start > opening && text.charAt(opening + 1) == '+');
        stretch.read(start);
        boolean labelled = labels.leadTo(opening);
        for (int last = stretch.groups() - 1; last >= 0; last--) {
            if (stands(opening, last, international, labelled) && isNumber(last, international)) {
                return report(labelled ? WRITTEN_AS_PHONE : score(opening, stretch.end(last)), opening, last, found);
            }
        }
        for (int last = stretch.groups() - 1; last >= 0; last--) {
            if (stands(opening, last, international, labelled)
                    && stretch.isWritten(last)
                    && isLabelled(last, labelled, international)) {
                return report(LABELLED_ONLY, opening, last, found);
            }
        }
        return -1;
    }

    /** Whether a number may stand from {@code opening} to a group's end: not in a word, nor tied to one, unless a sign or label says so. */
    private boolean stands(int opening, int last, boolean international, boolean labelled) {
        int end = stretch.end(last);
        boolean tiedBefore = !international && !labelled && isTied(opening - 1, -1);
        boolean tiedBehind = !international && isTied(end, 1) && !labelsBehind.follow(end);
        return mayEnd(end) && !tiedBefore && !tiedBehind;
    }

    private boolean isLabelled(int last, boolean labelled, boolean international) {
        boolean grouped = international || (last > 0 && !stretch.isAmount(last));
        return labelled || (grouped && labelsBehind.follow(stretch.end(last)));
    }

    private int report(double score, int opening, int last, Found found) {
        int behind = PhoneExtension.behind(text, stretch.end(last));
        found.phone(score, isLoneBracket(opening, behind) ? opening + 1 : opening, behind);
        return behind;
    }

    /** Whether the number stands in brackets, of which only the first was read. */
    private boolean isLoneBracket(int opening, int end) {
        boolean bracket = text.charAt(opening) == '(';
        for (int i = opening; bracket && i < end; i++) {
            bracket = text.charAt(i) != ')';
        }
        return bracket;
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
        return DigitGroups.mayEnd(text, end) || PhoneExtension.behind(text, end) > end;
    }

    private boolean isNumber(int last, boolean international) {
        String number = stretch.digits(last);
        if (international) {
            return stretch.isInternational(last) && isValid("+" + number, "CN");
        }
        return (stretch.isChinese(last) && isValid(number, "CN"))
                || (stretch.isAmerican(last) && isValid(number, "US"));
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
