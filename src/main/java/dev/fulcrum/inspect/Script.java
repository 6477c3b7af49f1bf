package dev.fulcrum.inspect;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** What kind of sign a character is, as far as matching cares. */
final class Script {
    /** Scripts that set no words apart by blanks, or hang endings on them. */
    private static final Set<UnicodeScript> RUNNING_TOGETHER = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** The ideographic space, the last of Unicode's blanks. */
    private static final char LAST_BLANK = '\u3000';

    /** A bit for each character of the basic plane that is part of a word; none for surrogates. */
    private static final long[] WORD_UNITS = wordUnits();

    private Script() {}

    /** Whether a UTF-16 unit is a Han character of the basic plane, or an iteration mark or zero among them. */
    static boolean isHan(char unit) {
        return unit >= '\u2E80'
                && ((unit >= '\u4E00' && unit <= '\u9FFF')
                        || (unit >= '\u3400' && unit <= '\u4DBF')
                        || unit == '\u3005'
                        || unit == '\u3007'
                        || (unit >= '\uF900' && unit <= '\uFAFF'));
    }

    /** Whether a UTF-16 unit is one of those Han characters that nearly all text is made of: a letter, without a look into Java's tables. */
    static boolean isCommonHan(char unit) {
        return unit >= '\u4E00' && unit <= '\u9FA5';
    }

    /** Whether a code point is a Han character of the supplementary planes. */
    static boolean isSupplementaryHan(int codePoint) {
        return codePoint >= 0x20000 && codePoint <= 0x3FFFF;
    }

    /** Whether a character can be seen as a blank: every Unicode space, and the controls that move to another line or column. */
    static boolean isBlank(char unit) {
        if (unit < 128) {
            return unit == ' ' || (unit >= '\t' && unit <= '\r');
        }
        return unit <= LAST_BLANK && (unit == '\u0085' || Character.isSpaceChar(unit));
    }

    /** Whether a character of the basic plane leaves no trace on a screen, so that it only serves to split words. */
    static boolean isInvisible(char unit) {
        if (unit < 128) {
            return (unit < ' ' && !isBlank(unit)) || unit == '\u007F';
        }
        return unit == '\u00AD'
                || unit == '\u034F'
                || unit == '\u061C'
                || unit == '\u115F'
                || unit == '\u1160'
                || unit == '\u17B4'
                || unit == '\u17B5'
                || unit == '\u180E'
                || (unit >= '\u200B' && unit <= '\u200F')
                || (unit >= '\u202A' && unit <= '\u202E')
                || (unit >= '\u2060' && unit <= '\u206F')
                || (unit >= '\uFE00' && unit <= '\uFE0F')
                || unit == '\u3164'
                || unit == '\uFEFF'
                || unit == '\uFFA0'
                || (unit >= '\uFFF9' && unit <= '\uFFFB');
    }

    /** Whether a supplementary character leaves no trace on a screen: tags, further variation selectors, and controls of music and shorthand. */
    static boolean isInvisible(int codePoint) {
        return (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
                || (codePoint >= 0x1D173 && codePoint <= 0x1D17A)
                || (codePoint >= 0x1BCA0 && codePoint <= 0x1BCA3);
    }

    /**
     * Whether a code point belongs to a word of a script that sets words apart by blanks, so that a phrase which ends
     * beside it has been cut out of a longer word. Chinese, Japanese, Korean, Thai and their like set nothing apart.
     */
    static boolean isWordPart(int codePoint) {
        if (codePoint < 128) {
            return isAsciiLetterOrDigit(codePoint);
        }
        if (Character.isLetterOrDigit(codePoint)) {
            return !RUNNING_TOGETHER.contains(UnicodeScript.of(codePoint));
        }
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    /** What {@link #isWordPart} says of a character of the basic plane; false for surrogates. Takes one look-up. */
    static boolean isWordUnit(char unit) {
        return (WORD_UNITS[unit >> 6] >>> unit & 1) != 0;
    }

    private static long[] wordUnits() {
        long[] units = new long[(Character.MAX_VALUE + 1) / Long.SIZE];
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            if (!Character.isSurrogate((char) unit) && isWordPart(unit)) {
                units[unit >> 6] |= 1L << unit;
            }
        }
        return units;
    }

    /** Whether a character is one of {@code 0-9 A-Z a-z}. */
    static boolean isAsciiLetterOrDigit(int codePoint) {
        return isDigit(codePoint) || isAsciiLetter(codePoint);
    }

    /** Whether a character is one of {@code 0-9}. */
    static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    /** Whether a character is one of {@code A-Z a-z}. */
    static boolean isAsciiLetter(int codePoint) {
        int lower = codePoint | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
