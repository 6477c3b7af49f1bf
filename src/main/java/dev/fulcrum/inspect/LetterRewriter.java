package dev.fulcrum.inspect;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Reads letters and digits in whatever form they come: full-width, mathematical, in circles, as flags, with strokes and marks put over them, out of another alphabet
 * that looks the same; takes out what cannot be seen, and reads what invisible characters carry.
 */
final class LetterRewriter extends Rewriter {
    private static final char OVERRIDE = '\u202E';
    private static final char POP = '\u202C';
    private static final int LONGEST_OVERRIDE = 200;
    private static final int LONGEST_WORD = 48;
    private static final int LEAST_ALIKE = 4;
    private static final int LEAST_BYTES = 4;
    /** The last of the Latin letters with accents, but for rare ones. */
    private static final char LAST_ACCENTED = '\u017F';

    /** From Greek to Armenian: letters that whole words are written with. */
    private static final char FIRST_WRITTEN = '\u0370';

    private static final char LAST_WRITTEN = '\u058F';

    private static final int BLACK_FLAG = 0x1F3F4;
    /** Look so much like Latin letters that a whole word of them is taken for a Latin one. */
    private static final String ALIKE = "аеорсухѕіјԁӏһԛԝАВЕКМНОРСТУХЅІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν";

    @Override
    int look(Draft text, int index) {
        char unit = text.charAt(index);
        if (unit < 128) {
            return unit == '"' || unit == '\'' || unit == '`'
                    ? joined(text, index)
                    : Script.isInvisible(unit) ? dropped(index) : index;
        }
        if (Script.isCommonHan(unit) || (unit >= '\u3000' && unit <= '\u30FF')) {
            return index;
        }
        if (unit == OVERRIDE) {
            return override(text, index);
        }
        int codePoint = codePoint(text, index);
        if (byteOf(codePoint) >= 0) {
            return bytes(text, index);
        }
        if (isTag(codePoint)) {
            return tags(text, index);
        }
        int end = index + Character.charCount(codePoint);
        if (end > index + 1) {
            return supplementary(codePoint, index, end);
        }
        if (Character.isHighSurrogate(unit) && end == text.length()) {
            mayGoOn(index);
        }
        if (Script.isInvisible(unit)) {
            return dropped(index);
        }
        return isMark(unit) ? mark(text, index) : letter(text, unit, index);
    }

    private int dropped(int index) {
        drop(index, index + 1);
        return index + 1;
    }

    private static int codePoint(Draft text, int index) {
        char unit = text.charAt(index);
        return Character.isHighSurrogate(unit)
                        && index + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(index + 1))
                ? Character.toCodePoint(unit, text.charAt(index + 1))
                : unit;
    }

    private int supplementary(int codePoint, int index, int end) {
        if (Script.isInvisible(codePoint)) {
            drop(index, end);
        } else if (codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF) {
            replace(index, end, (char) ('a' + codePoint - 0x1F1E6));
        } else if (codePoint >= 0x1F150 && codePoint <= 0x1F169) {
            replace(index, end, (char) ('a' + codePoint - 0x1F150));
        } else if (codePoint >= 0x1F170 && codePoint <= 0x1F189) {
            replace(index, end, (char) ('a' + codePoint - 0x1F170));
        } else if (Character.isDigit(codePoint)) {
            replace(index, end, (char) ('0' + Character.digit(codePoint, 10)));
        } else if ((codePoint >= 0x1D400 && codePoint <= 0x1D7FF) || (codePoint >= 0x1F100 && codePoint <= 0x1F149)) {
            replace(index, end, withoutBrackets(compatible(Character.toString(codePoint))));
        }
        return end;
    }

    private static String compatible(String letter) {
        return Normalizer.normalize(letter, Normalizer.Form.NFKC);
    }

    private int letter(Draft text, char unit, int index) {
        if (Character.isDigit(unit)) {
            replace(index, index + 1, (char) ('0' + Character.digit(unit, 10)));
            return index + 1;
        }
        if (unit >= '\u2776' && unit <= '\u2793') {
            replace(index, index + 1, String.valueOf((unit - '\u2776') % 10 + 1));
            return index + 1;
        }
        if ((unit >= '\u24F5' && unit <= '\u24FE') || unit == '\u24FF') {
            replace(index, index + 1, unit == '\u24FF' ? "0" : String.valueOf(unit - '\u24F5' + 1));
            return index + 1;
        }
        if (isCompatible(unit)) {
            replace(index, index + 1, plain(unit));
            return index + 1;
        }
        char latin = LetterPairs.latin(unit);
        if (latin != 0 && isAlike(text, index)) {
            replace(index, index + 1, latin);
            return index + 1;
        }
        return index;
    }

    /** Letters and numbers in brackets or with a full stop are the same without. */
    private static String plain(char unit) {
        String plain = compatible(String.valueOf(unit));
        if (unit >= '\u2100' && unit <= '\u214F' && plain.length() > 1) {
            return plain + " ";
        }
        return unit >= '\u2460' && unit <= '\u24FF' ? withoutBrackets(plain) : plain;
    }

    private static String withoutBrackets(String plain) {
        return plain.length() == 1 ? plain : plain.replaceAll("[().]", "");
    }

    private static boolean isCompatible(char unit) {
        return unit == '\u00B2'
                || unit == '\u00B3'
                || unit == '\u00B9'
                || (unit >= '\u02B0' && unit <= '\u02B8')
                || (unit >= '\u02E1' && unit <= '\u02E3')
                || (unit >= '\u1D2C' && unit <= '\u1D6A')
                || (unit >= '\u1D9C' && unit <= '\u1DBB')
                || (unit >= '\u2070' && unit <= '\u209C')
                || (unit >= '\u2100' && unit <= '\u218B')
                || (unit >= '\u2460' && unit <= '\u24FF')
                || (unit >= '\uFB00' && unit <= '\uFB06')
                || (unit >= '\uFE50' && unit <= '\uFE6F')
                || (unit >= '\uFF10' && unit <= '\uFF19')
                || (unit >= '\uFF20' && unit <= '\uFF3A')
                || (unit >= '\uFF3F' && unit <= '\uFF5A')
                || "\uFF03\uFF04\uFF05\uFF06\uFF0A\uFF0B\uFF0D\uFF0E\uFF0F\uFF3B\uFF3C\uFF3D\uFF5C".indexOf(unit) >= 0;
    }

    /** Whether the word at an index is one of Latin letters and such as look like them. */
    private boolean isAlike(Draft text, int index) {
        int start = index;
        while (start > 0 && index - start < LONGEST_WORD && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        int end = index;
        while (end < text.length() && end - index < LONGEST_WORD && isOfWord(text.charAt(end))) {
            end++;
        }
        if (end == text.length()) {
            mayGoOn(start);
        }
        int letters = 0;
        boolean latin = false;
        boolean alike = true;
        for (int i = start; i < end; i++) {
            char unit = text.charAt(i);
            if (Script.isAsciiLetterOrDigit(unit)) {
                latin |= Script.isAsciiLetter(unit);
                letters++;
            } else if (Character.isLetter(unit) && unit > LAST_ACCENTED) {
                if (LetterPairs.latin(unit) == 0 && !isCompatible(unit)) {
                    return false;
                }
                alike &= ALIKE.indexOf(unit) >= 0 || unit < FIRST_WRITTEN || unit > LAST_WRITTEN;
                letters++;
            }
        }
        return latin || (alike && letters >= LEAST_ALIKE);
    }

    private static boolean isOfWord(char unit) {
        return (isAlnum(unit) && !Script.isCommonHan(unit)) || isMark(unit) || (unit > 127 && Script.isInvisible(unit));
    }

    private static boolean isMark(char unit) {
        return (unit >= '\u0300' && unit <= '\u036F')
                || (unit >= '\u1AB0' && unit <= '\u1AFF')
                || (unit >= '\u1DC0' && unit <= '\u1DFF')
                || (unit >= '\u20D0' && unit <= '\u20FF')
                || (unit >= '\uFE20' && unit <= '\uFE2F')
                || (unit >= '\u0483' && unit <= '\u0489');
    }

    /** One mark that a letter is written with stays on it; strokes through letters, and heaps of marks, go. */
    private int mark(Draft text, int index) {
        int start = index;
        while (start > 0 && index - start < FARTHEST && isMark(text.charAt(start - 1))) {
            start--;
        }
        if (index + 1 == text.length()) {
            mayGoOn(Math.max(0, start - 1));
        }
        boolean alone = start == index && (index + 1 == text.length() || !isMark(text.charAt(index + 1)));
        if (alone && index > 0) {
            String composed = Normalizer.normalize(text.text(index - 1, index + 1), Normalizer.Form.NFC);
            if (composed.length() == 1 && Character.isLetter(composed.charAt(0))) {
                return index;
            }
        }
        return dropped(index);
    }

    /** What is written backwards, so that it is shown forwards. */
    private int override(Draft text, int index) {
        int end = index + 1;
        int longest = Math.min(text.length(), index + LONGEST_OVERRIDE);
        while (end < longest && text.charAt(end) != POP && text.charAt(end) != '\n' && text.charAt(end) != OVERRIDE) {
            end++;
        }
        if (end == text.length()) {
            mayGoOn(index);
        }
        drop(index, index + 1);
        if (end > index + 1) {
            String backwards =
                    new StringBuilder(text.text(index + 1, end)).reverse().toString();
            replace(index + 1, end, backwards);
        }
        return end;
    }

    /** The byte that a variation selector can carry; −1 for any other character. */
    private static int byteOf(int codePoint) {
        if (codePoint >= 0xFE00 && codePoint <= 0xFE0F) {
            return codePoint - 0xFE00;
        }
        return codePoint >= 0xE0100 && codePoint <= 0xE01EF ? codePoint - 0xE0100 + 16 : -1;
    }

    private int bytes(Draft text, int index) {
        byte[] bytes = new byte[FARTHEST];
        int count = 0;
        int end = index;
        while (end < text.length() && count < bytes.length && byteOf(codePoint(text, end)) >= 0) {
            int codePoint = codePoint(text, end);
            bytes[count++] = (byte) byteOf(codePoint);
            end += Character.charCount(codePoint);
        }
        if (end >= text.length() - 1) {
            mayGoOn(index);
        }
        String plain = new String(bytes, 0, count, StandardCharsets.UTF_8);
        boolean carries = count >= LEAST_BYTES && plain.codePoints().noneMatch(LetterRewriter::isNoText);
        if (carries) {
            replace(index, end, " " + plain + " ");
        } else {
            drop(index, end);
        }
        return end;
    }

    private static boolean isNoText(int codePoint) {
        return codePoint == 0xFFFD || (codePoint < ' ' && codePoint != '\n' && codePoint != '\t' && codePoint != '\r');
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007E;
    }

    private int tags(Draft text, int index) {
        StringBuilder plain = new StringBuilder();
        int end = index;
        while (end < text.length() && plain.length() < FARTHEST && isTag(codePoint(text, end))) {
            plain.append((char) (codePoint(text, end) - 0xE0000));
            end += 2;
        }
        if (end >= text.length() - 1) {
            mayGoOn(index);
        }
        boolean flag = index > 1 && codePoint(text, index - 2) == BLACK_FLAG;
        replace(index, end, flag ? "" : " " + plain + " ");
        return end;
    }

    /** Strings that a program puts together: {@code "ver" + "boten"}. */
    private int joined(Draft text, int index) {
        int i = blanks(text, index + 1);
        if (i < text.length() && "+.&~".indexOf(text.charAt(i)) >= 0) {
            i = blanks(text, i + 1);
            if (i < text.length() && text.charAt(i) == text.charAt(index) && index > 0) {
                drop(index, i + 1);
                return i + 1;
            }
        }
        if (i == text.length()) {
            mayGoOn(index);
        }
        return index;
    }

    private static int blanks(Draft text, int from) {
        int i = from;
        while (i < text.length() && i - from < 3 && Script.isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
