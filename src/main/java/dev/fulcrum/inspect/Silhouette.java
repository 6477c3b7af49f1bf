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
    /** A bit for each letter that may belong to bytes, as a digit or between them. */
    private static final byte[] TO_BYTES = toBytes();

    /** A shorter one is taken to belong to bytes with all its letters, before it and behind it: two of them are no disguise. */
    private static final int LONG_WORD = 8;

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

    /** Glances at a text as it came: at words of the commonest letters as a whole, and at each other character. */
    static Silhouette of(String text) {
        Silhouette silhouette = new Silhouette();
        int i = 0;
        while (i < text.length()) {
            char unit = text.charAt(i);
            int end = Script.isAsciiLetter(unit)
                    ? silhouette.latin(text, i)
                    : Script.isCommonHan(unit) ? silhouette.han(text, i) : i;
            if (end == i) {
                silhouette.single(unit);
                end++;
            }
            i = end;
        }
        silhouette.endRuns();
        silhouette.endWord();
        return silhouette;
    }

    /** Takes letters of ASCII, and tells where they end. */
    private int latin(String text, int start) {
        int end = start;
        int common = ~0;
        while (end < text.length() && Script.isAsciiLetter(text.charAt(end))) {
            common &= TO_BYTES[text.charAt(end++)];
        }
        int length = end - start;
        wordLength += length;
        base64Digits += length;
        mix |= LATIN;
        mixedWords |= mix == (LATIN | LOOK_ALIKE);
        if (common != 0) {
            byteDigits += length;
        } else {
            byteDigits += length < LONG_WORD ? length : head(text, start);
            endBytes();
            byteDigits = length < LONG_WORD ? length : tail(text, end);
        }
        return end;
    }

    /** How many letters of a word that has others too may belong to bytes before it. */
    private static int head(String text, int start) {
        int end = start;
        while (TO_BYTES[text.charAt(end)] != 0) {
            end++;
        }
        return end - start;
    }

    /** How many letters of a word that has others too may belong to bytes behind it. */
    private static int tail(String text, int end) {
        int start = end;
        while (TO_BYTES[text.charAt(start - 1)] != 0) {
            start--;
        }
        return end - start;
    }

    /** Takes Han characters, and tells where they end. */
    private int han(String text, int start) {
        int end = start + 1;
        while (end < text.length() && Script.isCommonHan(text.charAt(end))) {
            end++;
        }
        endRuns();
        wordLength += end - start;
        return end;
    }

    private void single(char unit) {
        if (unit < ASCII.length) {
            ascii(ASCII[unit]);
        } else {
            other(unit);
        }
    }

    private void ascii(int traits) {
        if ((traits & (DIGIT_OF_BYTES | BETWEEN_BYTES)) == 0) {
            endBytes();
        }
        byteDigits += traits & DIGIT_OF_BYTES;
        if ((traits & DIGIT_OF_BASE64) != 0) {
            base64Digits++;
        } else {
            endBase64();
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
        boolean letter = Character.isLetterOrDigit(unit);
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
        endBytes();
        endBase64();
    }

    private void endBytes() {
        mostByteDigits = Math.max(mostByteDigits, byteDigits);
        byteDigits = 0;
    }

    private void endBase64() {
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

    /** At least the most hexadecimal digits with nothing between them but what separates bytes; more where words might be such. */
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

    private static byte[] toBytes() {
        byte[] belongs = new byte[ASCII.length];
        for (int unit = 0; unit < belongs.length; unit++) {
            belongs[unit] = (byte) ((ASCII[unit] & (DIGIT_OF_BYTES | BETWEEN_BYTES)) == 0 ? 0 : 1);
        }
        return belongs;
    }
}
