package dev.fulcrum.inspect;

/**
 * Letters replaced by digits, signs and letters of other alphabets that look like them: {@code 1gn0r3}, {@code pаsswоrd}
 * with Cyrillic vowels.
 *
 * <p>Every character is replaced by exactly one, so that places stay. Only words that mix such signs with Latin letters
 * are changed; only what stands within {@value #CLOSE} characters of one is read again.
 */
final class LookAlikeDisguise implements Disguise {
    private static final int LONGEST = 16_384;
    private static final int CLOSE = 60;
    private static final String SIGNS = "013457@$!|" + "аеорсухіјѕԁӏкмтвнАЕОРСУХІЈЅКМТВН" + "αορνικτυεΑΕΟΡΙΚΤΥΧΝΒΜΗΖ";
    private static final String LETTERS = "oieastasil" + "aeopcyxijsdlkmtbhaeopcyxijskmtbh" + "aopviktueaeopiktyxnbmhz";

    /** By sign: the letter that it looks like; 0 for none. */
    private static final char[] PLAIN = plain();

    private static char[] plain() {
        char[] plain = new char[0x510];
        for (int i = 0; i < SIGNS.length(); i++) {
            plain[SIGNS.charAt(i)] = LETTERS.charAt(i);
        }
        return plain;
    }

    private static char plain(char unit) {
        return unit < PLAIN.length ? PLAIN[unit] : 0;
    }

    /** Whether a character is taken for a letter that it only looks like. */
    static boolean isSign(char unit) {
        return plain(unit) != 0;
    }

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.mixedWords();
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int end = Math.min(text.length(), LONGEST);
        StringBuilder plain = new StringBuilder(text.substring(0, end));
        int first = -1;
        int last = 0;
        int i = 0;
        while (i < end) {
            int wordEnd = wordEnd(text, i, end);
            if (isMixed(text, i, wordEnd)) {
                if (first >= 0 && i - last > CLOSE) {
                    tell(plain, first, last, uncovered);
                    first = -1;
                }
                replace(plain, i, wordEnd);
                first = first < 0 ? i : first;
                last = wordEnd;
            }
            i = wordEnd + 1;
        }
        if (first >= 0) {
            tell(plain, first, last, uncovered);
        }
    }

    /** Gives the words around too: not every word of a demand has a letter to replace. */
    private static void tell(StringBuilder plain, int first, int last, Uncovered uncovered) {
        int from = Math.max(0, first - CLOSE);
        int to = Math.min(plain.length(), last + CLOSE);
        uncovered.reading(plain.substring(from, to), first, last);
    }

    private static int wordEnd(String text, int start, int end) {
        int i = start;
        while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || plain(text.charAt(i)) != 0)) {
            i++;
        }
        return i;
    }

    private static boolean isMixed(String text, int start, int end) {
        int latin = 0;
        int signs = 0;
        for (int i = start; i < end; i++) {
            if (Script.isAsciiLetter(text.charAt(i))) {
                latin++;
            } else if (plain(text.charAt(i)) != 0) {
                signs++;
            } else {
                return false;
            }
        }
        return latin > 0 && signs > 0 && end - start > 2;
    }

    private static void replace(StringBuilder plain, int start, int end) {
        for (int i = start; i < end; i++) {
            char letter = plain(plain.charAt(i));
            if (letter != 0) {
                plain.setCharAt(i, letter);
            }
        }
    }
}
