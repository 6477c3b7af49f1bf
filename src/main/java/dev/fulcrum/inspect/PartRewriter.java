package dev.fulcrum.inspect;

import java.util.Locale;
import java.util.Set;

/** Parts with a blank what other signs part: the groups of a number, the words of a phrase, a number from what stands right before it. */
final class PartRewriter extends Rewriter {
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 24;
    private static final int LONGEST_NUMBER = 72;
    private static final int WIDEST_GAP = 3;
    private static final int IBAN_DIGITS = 15;
    private static final int LABELLED_DIGITS = 7;
    private static final int LONGEST_LABEL = 12;
    private static final String GAPS = " ./_-–—‐‑·•*|~:,\\";
    private static final String HAN_DIGITS = "〇一二三四五六七八九";
    private static final String MORE_HAN_DIGITS = "零壹贰叁肆伍陆柒捌玖幺貳參陸";
    private static final String THEIR_VALUES = "01234567891236";
    private static final int FEWEST_HAN_DIGITS = 7;
    private static final Set<String> LABELS = Set.of(
            "card",
            "cardno",
            "cardnumber",
            "cc",
            "visa",
            "mastercard",
            "amex",
            "no",
            "nr",
            "num",
            "number",
            "tel",
            "phone",
            "mobile",
            "cell",
            "fax",
            "call",
            "iban",
            "id",
            "ssn",
            "unionpay",
            "pan",
            "acct",
            "account");

    private final CardGroups card = new CardGroups();

    @Override
    int look(Draft text, int index) {
        char unit = text.charAt(index);
        if (Script.isDigit(unit)) {
            return isBehindAlnum(text, index) ? index : number(text, index);
        }
        if (Script.isAsciiLetter(unit)) {
            return letter(text, index);
        }
        if (Script.isHan(unit) || (unit >= '\u3021' && unit <= '\u3029')) {
            return hanDigit(text, index);
        }
        if (index == 0 || Script.isBlank(unit) || !Between.isSign(unit)) {
            return unit == '_' ? underscore(text, index) : index;
        }
        if (isLetter(text.charAt(index - 1)) && !isInAddress(text, index)) {
            int end = words(text, index);
            if (end > index) {
                return end;
            }
        }
        return unit == '_' ? underscore(text, index) : index;
    }

    /** A domain is no phrase, and a number before it no phone number. */
    private static boolean isInAddress(Draft text, int index) {
        for (int i = index - 1; i >= 0 && index - i < LONGEST_NUMBER && !Script.isBlank(text.charAt(i)); i--) {
            if (text.charAt(i) == '@') {
                return true;
            }
        }
        return false;
    }

    private int words(Draft text, int index) {
        int end = Between.endOrStop(text, index, "!");
        if (end == text.length() || Between.mayClose(text, index)) {
            mayGoOn(index);
        }
        if (end == index || end >= text.length() || !isLetter(text.charAt(end))) {
            return index;
        }
        replace(index, end, ' ');
        return end;
    }

    /** A sign of emphasis beside a number. */
    private int underscore(Draft text, int index) {
        if (index + 1 == text.length()) {
            mayGoOn(index);
        }
        boolean before = isDigit(text, index + 1) && !isBehindAlnum(text, index);
        boolean behind = isDigit(text, index - 1) && (index + 1 == text.length() || !isAlnum(text.charAt(index + 1)));
        if (!before && !behind) {
            return index;
        }
        replace(index, index + 1, ' ');
        return index + 1;
    }

    /** A word that says what the number is that follows at once, or the country of a bank account. */
    private int letter(Draft text, int index) {
        if (index + 1 == text.length()) {
            mayGoOn(wordStart(text, index));
        }
        if (!isBehindAlnum(text, index)) {
            int end = account(text, index);
            if (end > index) {
                return end;
            }
        }
        if (!isDigit(text, index + 1)) {
            return index;
        }
        int start = wordStart(text, index);
        if (isBehindAlnum(text, start) && !Script.isHan(text.charAt(start - 1))) {
            return index;
        }
        int digits = 0;
        int i = index + 1;
        while (i < text.length()
                && i - index < LONGEST_NUMBER
                && (isDigit(text, i) || GAPS.indexOf(text.charAt(i)) >= 0)) {
            digits += isDigit(text, i++) ? 1 : 0;
        }
        if (i == text.length()) {
            mayGoOn(start);
        }
        if (digits < LABELLED_DIGITS
                || !LABELS.contains(text.text(start, index + 1).toLowerCase(Locale.ROOT))) {
            return index;
        }
        insert(index + 1, ' ');
        int end = number(text, index + 1);
        return Math.max(end, index + 1);
    }

    private static int wordStart(Draft text, int index) {
        int start = index;
        while (start > 0 && index - start < LONGEST_LABEL && Script.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Groups of letters and digits that begin like a bank account number. */
    private int account(Draft text, int index) {
        if (!isDigit(text, index + 2) || !isDigit(text, index + 3) || !Script.isAsciiLetter(text.charAt(index + 1))) {
            return index;
        }
        int count = 0;
        boolean odd = false;
        int i = index;
        while (i < text.length() && i - index < LONGEST_NUMBER && count < 34) {
            char unit = text.charAt(i);
            if (Script.isAsciiLetterOrDigit(unit)) {
                count++;
                i++;
            } else {
                int gap = gapEnd(text, i);
                if (gap == i || gap == text.length() || !Script.isAsciiLetterOrDigit(text.charAt(gap))) {
                    break;
                }
                odd |= gap > i + 1 || (text.charAt(i) != ' ' && text.charAt(i) != '-');
                i = gap;
            }
        }
        if (i + WIDEST_GAP >= text.length()) {
            mayGoOn(index);
        }
        if (!odd || count < IBAN_DIGITS) {
            return index;
        }
        spread(text, index, i);
        return i;
    }

    /** Writes one blank for each gap. */
    private void spread(Draft text, int start, int end) {
        int i = start;
        while (i < end) {
            if (Script.isAsciiLetterOrDigit(text.charAt(i))) {
                i++;
            } else {
                int gap = gapEnd(text, i);
                if (gap > i && !(gap == i + 1 && text.charAt(i) == ' ')) {
                    replace(i, gap, ' ');
                }
                i = Math.max(gap, i + 1);
            }
        }
    }

    /** Behind signs that may part groups, and comments; the index itself when there are none. */
    private static int gapEnd(Draft text, int from) {
        int i = from;
        while (i < text.length() && i - from < WIDEST_GAP && GAPS.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i == from && i < text.length()) {
            return Between.comment(text, i);
        }
        return i;
    }

    /** A card number of which only the digits are left. */
    private int card(Draft text, int index) {
        int end = card.end(text, index);
        if (card.isOpen()) {
            mayGoOn(index);
        }
        if (end == CardGroups.NONE) {
            return index;
        }
        for (int i = 0; i + 1 < card.groups() && card.groupEnd(i) < end; i++) {
            drop(card.groupEnd(i), card.groupStart(i + 1));
        }
        return end;
    }

    private int number(Draft text, int index) {
        int cardEnd = card(text, index);
        if (cardEnd > index) {
            return cardEnd;
        }
        int[] sizes = new int[LONGEST_NUMBER];
        int groups = 0;
        int digits = 0;
        boolean odd = false;
        StringBuilder gaps = new StringBuilder();
        int end = index;
        int i = index;
        while (isDigit(text, i) && i - index < LONGEST_NUMBER) {
            int from = i;
            while (isDigit(text, i)) {
                i++;
            }
            sizes[groups++] = i - from;
            digits += i - from;
            end = i;
            int gap = gapEnd(text, i);
            if (gap == i || !isDigit(text, gap) || isListed(text, i, gap)) {
                break;
            }
            odd |= !(gap == i + 1 && (text.charAt(i) == ' ' || text.charAt(i) == '-'));
            gaps.append(gap == i + 1 ? text.charAt(i) : '\0');
            i = gap;
        }
        if (end + WIDEST_GAP >= text.length() || Between.mayClose(text, end)) {
            mayGoOn(index);
        }
        boolean plain = !odd || digits < FEWEST_DIGITS || digits > MOST_DIGITS || isTied(text, end);
        if (plain || NumberShape.isOrdinary(sizes, groups, gaps)) {
            return end;
        }
        spread(text, index, end);
        return end;
    }

    /** Whether a comma and a blank, or a table's line, part two numbers rather than two groups of one. */
    private static boolean isListed(Draft text, int from, int to) {
        boolean blank = false;
        boolean comma = false;
        for (int i = from; i < to; i++) {
            blank |= text.charAt(i) == ' ';
            comma |= text.charAt(i) == ',' || text.charAt(i) == ':';
        }
        return blank && comma;
    }

    /** Whether letters go on with a number, but for the last one of an identity number. */
    private static boolean isTied(Draft text, int end) {
        if (end >= text.length() || !isAlnum(text.charAt(end)) || Script.isHan(text.charAt(end))) {
            return false;
        }
        boolean check = (text.charAt(end) | 0x20) == 'x';
        return !check || (end + 1 < text.length() && isAlnum(text.charAt(end + 1)));
    }

    /** A number written in Han characters, one for each digit. */
    private int hanDigit(Draft text, int index) {
        int value = hanValue(text.charAt(index));
        if (value < 0) {
            return index;
        }
        int digits = 1;
        int start = index;
        while (digits < FEWEST_HAN_DIGITS && hanBefore(text, start) < start) {
            start = hanBefore(text, start);
            digits++;
        }
        int end = index + 1;
        while (digits < FEWEST_HAN_DIGITS && hanBehind(text, end) > end) {
            end = hanBehind(text, end);
            digits++;
        }
        if (end + 1 >= text.length()) {
            mayGoOn(start);
        }
        if (digits < FEWEST_HAN_DIGITS) {
            return index;
        }
        replace(index, index + 1, (char) ('0' + value));
        return index + 1;
    }

    /** Where the digit before an index stands, of which no more than one blank or sign parts it; the index itself when there is none. */
    private static int hanBefore(Draft text, int index) {
        int i = index > 1 && isHanGap(text.charAt(index - 1)) ? index - 1 : index;
        return i > 0 && hanValue(text.charAt(i - 1)) >= 0 ? i - 1 : index;
    }

    private static int hanBehind(Draft text, int index) {
        int i = index + 1 < text.length() && isHanGap(text.charAt(index)) ? index + 1 : index;
        return i < text.length() && hanValue(text.charAt(i)) >= 0 ? i + 1 : index;
    }

    private static boolean isHanGap(char unit) {
        return unit == ' ' || unit == '-' || unit == '\u3000' || unit == '·' || unit == '.';
    }

    private static int hanValue(char unit) {
        if (unit >= '\u3021' && unit <= '\u3029') {
            return unit - '\u3020';
        }

        int value = HAN_DIGITS.indexOf(unit);
        int other = value >= 0 ? -1 : MORE_HAN_DIGITS.indexOf(unit);
        return other >= 0 ? THEIR_VALUES.charAt(other) - '0' : value;
    }
}
