package dev.fulcrum.inspect;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The making of one {@link FoldedText}.
 *
 * <p>Most texts are ASCII with single blanks: those are copied at once and folded in place. The first character that is
 * anything else hands over to the slow path, which keeps white space pending until it knows both neighbours.
 */
final class Folding {
    /** What an ASCII character folds to; 0 where the slow path has to decide. */
    private static final char[] ASCII = ascii();

    private static final int NO_BLANK = -1;
    private static final int[] NO_SHIFTS = {};

    private final String text;
    private char[] units;
    private int length;
    private int[] shifts = NO_SHIFTS;
    private int shiftsEnd;
    private int shift;
    private int digits;
    private int pendingBlank = NO_BLANK;
    private boolean afterHan;

    Folding(String text) {
        this.text = text;
    }

    FoldedText fold() {
        int rest = copyAscii();
        if (rest < text.length()) {
            foldFrom(rest);
        }
        return new FoldedText(text, units, length, shifts, shiftsEnd, digits);
    }

    /** Folds in place as long as every character folds to exactly one; returns where that ends. */
    private int copyAscii() {
        int end = text.length();
        char[] copy = new char[end];
        text.getChars(0, end, copy, 0);
        units = copy;
        int counted = 0;
        char before = 0;
        int i = 0;
        for (; i < end; i++) {
            char unit = copy[i];
            char folded = unit < 128 ? ASCII[unit] : 0;
            if (folded == 0 || (folded == ' ' && before == ' ')) {
                break;
            }
            if (folded <= '9' && folded >= '0') {
                counted++;
            }
            copy[i] = folded;
            before = folded;
        }
        digits = counted;
        length = i;
        return i;
    }

    private void foldFrom(int start) {
        if (length > 0 && units[length - 1] == ' ') {
            length--;
            pendingBlank = length;
        }
        int i = start;
        while (i < text.length()) {
            char unit = text.charAt(i);
            if (unit < 128 && ASCII[unit] != 0 && unit > ' ') {
                append(ASCII[unit], i, false);
            } else if (Script.isCommonHan(unit)) {
                i = foldHan(i);
                continue;
            } else if (Script.isBlank(unit)) {
                pendingBlank = pendingBlank == NO_BLANK ? i : pendingBlank;
            } else if (Character.isHighSurrogate(unit) && Character.isSurrogatePair(unit, next(i))) {
                foldPair(text.codePointAt(i), i);
                i++;
            } else if (!Script.isInvisible(unit)) {
                foldUnit(unit, i);
            }
            i++;
        }
        if (pendingBlank != NO_BLANK && !afterHan) {
            put(' ', pendingBlank);
        }
    }

    private char next(int index) {
        return index + 1 < text.length() ? text.charAt(index + 1) : 0;
    }

    /** Takes Han characters, which fold to their simplified forms, and tells where they end. */
    private int foldHan(int start) {
        append(LetterPairs.simplified(text.charAt(start)), start, true);
        int end = start + 1;
        while (end < text.length() && Script.isCommonHan(text.charAt(end))) {
            end++;
        }
        int rest = end - start - 1;
        makeRoom(rest);
        for (int i = start + 1; i < end; i++) {
            units[length++] = LetterPairs.simplified(text.charAt(i));
        }
        return end;
    }

    private void makeRoom(int more) {
        if (units.length - length < more) {
            units = Arrays.copyOf(units, length + (length >> 1) + more + 16);
        }
    }

    private void foldUnit(char unit, int origin) {
        if (unit >= '\uFF01' && unit <= '\uFF5E') {
            append(ASCII[unit - 0xFEE0], origin, false);
        } else if (unit >= '\u2E80') {
            foldEastern(unit, origin);
        } else if ((unit >= '\u2010' && unit <= '\u2015') || unit == '\u2212') {
            append('-', origin, false);
        } else if (unit == '\u2018' || unit == '\u2019' || unit == '\u201B' || unit == '\u02BC') {
            append('\'', origin, false);
        } else if (unit == '\u201C' || unit == '\u201D' || unit == '\u201F') {
            append('"', origin, false);
        } else if (unit == '\u00DF' || unit == '\u1E9E') {
            append('s', origin, false);
            append('s', origin, false);
        } else if ((unit >= '\u2100' && unit <= '\u214F') || (unit >= '\u24B6' && unit <= '\u24E9')) {
            normalize(unit, origin);
        } else {
            append(lower(unit), origin, false);
        }
    }

    private void foldEastern(char unit, int origin) {
        boolean compatibility = unit <= '\u2FDF'
                || (unit >= '\uF900' && unit <= '\uFAFF')
                || (unit >= '\uFB00' && unit <= '\uFB06')
                || (unit >= '\uFF61' && unit <= '\uFFEE');
        if (compatibility) {
            normalize(unit, origin);
        } else if (Script.isHan(unit)) {
            append(LetterPairs.simplified(unit), origin, true);
        } else {
            append(lower(unit), origin, false);
        }
    }

    private void foldPair(int codePoint, int origin) {
        if (Script.isInvisible(codePoint)) {
            return;
        }
        boolean compatibility = (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
                || (codePoint >= 0x1F130 && codePoint <= 0x1F149)
                || (codePoint >= 0x2F800 && codePoint <= 0x2FA1F);
        if (compatibility) {
            normalize(codePoint, origin);
            return;
        }
        appendPair(codePoint, origin, origin + 1);
    }

    private void normalize(int codePoint, int origin) {
        String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        int made;
        for (int i = 0; i < plain.length(); i += Character.charCount(made)) {
            made = plain.codePointAt(i);
            if (Character.isSupplementaryCodePoint(made)) {
                appendPair(made, origin, origin);
            } else if (Script.isBlank((char) made)) {
                pendingBlank = pendingBlank == NO_BLANK ? origin : pendingBlank;
            } else if (!Script.isInvisible((char) made)) {
                append(LetterPairs.simplified(lower((char) made)), origin, Script.isHan((char) made));
            }
        }
    }

    private void appendPair(int codePoint, int origin, int lowOrigin) {
        int lower = Character.toLowerCase(codePoint);
        boolean han = Script.isSupplementaryHan(codePoint);
        append(Character.highSurrogate(lower), origin, han);
        append(Character.lowSurrogate(lower), lowOrigin, han);
    }

    /** Simple case folding: by way of upper case, so that final sigma and long s meet their plain forms. */
    private static char lower(char unit) {
        return Character.toLowerCase(Character.toUpperCase(unit));
    }

    private void append(char unit, int origin, boolean han) {
        if (pendingBlank != NO_BLANK) {
            if (!han && !afterHan) {
                put(' ', pendingBlank);
            }
            pendingBlank = NO_BLANK;
        }
        put(unit, origin);
        afterHan = han;
    }

    private void put(char unit, int origin) {
        if (origin - length != shift) {
            shift = origin - length;
            if (shiftsEnd == shifts.length) {
                shifts = Arrays.copyOf(shifts, Math.max(16, 2 * shiftsEnd));
            }
            shifts[shiftsEnd++] = length;
            shifts[shiftsEnd++] = shift;
        }
        makeRoom(1);
        if (Script.isDigit(unit)) {
            digits++;
        }
        units[length++] = unit;
    }

    private static char[] ascii() {
        char[] table = new char[128];
        for (char unit = 0; unit < 128; unit++) {
            if (Script.isBlank(unit)) {
                table[unit] = ' ';
            } else if (!Script.isInvisible(unit)) {
                table[unit] = Character.toLowerCase(unit);
            }
        }
        return table;
    }
}
