package dev.fulcrum.inspect;

/**
 * What a text shows at one glance at each of its characters: enough to tell which disguises it does not wear, never that it wears one.
 *
 * <p>Counts rather than places, so that a glance costs next to nothing for the texts that wear none, which are nearly all.
 */
final class Silhouette {
    private static final int DIGIT_OF_BYTES = 1;
    private static final int BETWEEN_BYTES = 1 << 1;
    private static final int DIGIT_OF_BASE64 = 1 << 2;
    private static final int MORSE = 1 << 3;
    private static final int ESCAPE = 1 << 4;
    private static final int LETTER = 1 << 5;
    private static final int LATIN = 1 << 6;
    private static final int LOOK_ALIKE = 1 << 7;

    private static final int[] ASCII = ascii();

    private int byteDigits;
    private int mostByteDigits;
    private int base64Digits;
    private int mostBase64Digits;
    private int morseSigns;
    private int escapes;
    private int wordLength;
    private int singles;
    private int mostSingles;
    private int mix;
    private boolean mixedWords;
    private boolean tags;

    private Silhouette() {}

    /** Glances at a text as it came. */
    static Silhouette of(String text) {
        Silhouette silhouette = new Silhouette();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ASCII.length) {
                silhouette.ascii(ASCII[unit]);
            } else {
                silhouette.other(unit);
            }
        }
        silhouette.endRuns();
        silhouette.endWord();
        return silhouette;
    }

    private void ascii(int traits) {
        if ((traits & (DIGIT_OF_BYTES | BETWEEN_BYTES)) == 0) {
            mostByteDigits = Math.max(mostByteDigits, byteDigits);
            byteDigits = 0;
        }
        byteDigits += traits & DIGIT_OF_BYTES;
        if ((traits & DIGIT_OF_BASE64) != 0) {
            base64Digits++;
        } else {
            mostBase64Digits = Math.max(mostBase64Digits, base64Digits);
            base64Digits = 0;
        }
        if ((traits & LETTER) != 0) {
            wordLength++;
        } else {
            endWord();
        }
        mix = (traits & (LETTER | LOOK_ALIKE)) == 0 ? 0 : mix | (traits & (LATIN | LOOK_ALIKE));
        mixedWords |= mix == (LATIN | LOOK_ALIKE);
        morseSigns += (traits & MORSE) >> 3;
        escapes += (traits & ESCAPE) >> 4;
    }

    private void other(char unit) {
        endRuns();
        boolean letter = Script.isCommonHan(unit) || Character.isLetterOrDigit(unit);
        if (letter) {
            wordLength++;
        } else {
            endWord();
        }
        if (LookAlikeDisguise.isSign(unit)) {
            mix |= LOOK_ALIKE;
            mixedWords |= mix == (LATIN | LOOK_ALIKE);
        } else if (!letter) {
            mix = 0;
        }
        tags |= unit == TagDisguise.HIGH_SURROGATE;
    }

    private void endRuns() {
        mostByteDigits = Math.max(mostByteDigits, byteDigits);
        byteDigits = 0;
        mostBase64Digits = Math.max(mostBase64Digits, base64Digits);
        base64Digits = 0;
    }

    private void endWord() {
        if (wordLength == 1) {
            singles++;
            mostSingles = Math.max(mostSingles, singles);
        } else if (wordLength > 1) {
            singles = 0;
        }
        wordLength = 0;
    }

    /** The most hexadecimal digits with nothing between them but what separates bytes. */
    int mostByteDigits() {
        return mostByteDigits;
    }

    /** The most digits of Base64, line breaks among them, in a row. */
    int mostBase64Digits() {
        return mostBase64Digits;
    }

    /** How many dots and dashes there are. */
    int morseSigns() {
        return morseSigns;
    }

    /** How many signs there are with which an escape may begin. */
    int escapes() {
        return escapes;
    }

    /** The most words of one letter with no longer word between them. */
    int mostSingles() {
        return mostSingles;
    }

    /** Whether a word has both Latin letters and signs that only look like such. */
    boolean mixedWords() {
        return mixedWords;
    }

    /** Whether there may be tag characters. */
    boolean tags() {
        return tags;
    }

    private static int[] ascii() {
        int[] traits = new int[128];
        for (char unit = 0; unit < traits.length; unit++) {
            int has = Character.digit(unit, 16) >= 0 ? DIGIT_OF_BYTES : 0;
            has |= NumberDisguise.isBetween(unit) ? BETWEEN_BYTES : 0;
            has |= Base64Disguise.isDigit(unit) || unit == '\n' || unit == '\r' ? DIGIT_OF_BASE64 : 0;
            has |= unit == '.' || unit == '-' ? MORSE : 0;
            has |= unit == '%' || unit == '\\' || unit == '&' ? ESCAPE : 0;
            has |= Script.isAsciiLetterOrDigit(unit) ? LETTER : 0;
            has |= Script.isAsciiLetter(unit) ? LATIN : 0;
            has |= LookAlikeDisguise.isSign(unit) ? LOOK_ALIKE : 0;
            traits[unit] = has;
        }
        return traits;
    }
}
