package dev.fulcrum.inspect;

/**
 * Letters replaced by digits, signs and letters of other alphabets that look like them: {@code 1gn0r3}, {@code pаsswоrd}
 * with Cyrillic vowels.
 *
 * <p>Every character is replaced by exactly one, so that places stay. Only words that mix such signs with Latin letters
 * are changed; a text without any is not read again.
 */
final class LookAlikeDisguise implements Disguise {
    private static final int LONGEST = 16_384;
    private static final String SIGNS = "013457@$!|" + "аеорсухіјѕԁӏкмтвнАЕОРСУХІЈЅКМТВН" + "αορνικτυεΑΕΟΡΙΚΤΥΧΝΒΜΗΖ";
    private static final String LETTERS = "oieastasil" + "aeopcyxijsdlkmtbhaeopcyxijskmtbh" + "aopviktueaeopiktyxnbmhz";

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int end = Math.min(text.length(), LONGEST);
        StringBuilder plain = null;
        int first = -1;
        int last = 0;
        int i = 0;
        while (i < end) {
            int wordEnd = wordEnd(text, i, end);
            if (isMixed(text, i, wordEnd)) {
                plain = plain == null ? new StringBuilder(text.substring(0, end)) : plain;
                replace(plain, i, wordEnd);
                first = first < 0 ? i : first;
                last = wordEnd;
            }
            i = wordEnd + 1;
        }
        if (plain != null) {
            // what stands further away was not disguised and is found anyway
            int from = Math.max(0, first - 80);
            int to = Math.min(end, last + 80);
            uncovered.reading(plain.substring(from, to), first, last);
        }
    }

    private static int wordEnd(String text, int start, int end) {
        int i = start;
        while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || SIGNS.indexOf(text.charAt(i)) >= 0)) {
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
            } else if (SIGNS.indexOf(text.charAt(i)) >= 0) {
                signs++;
            } else {
                return false;
            }
        }
        return latin > 0 && signs > 0 && end - start > 2;
    }

    private static void replace(StringBuilder plain, int start, int end) {
        for (int i = start; i < end; i++) {
            int sign = SIGNS.indexOf(plain.charAt(i));
            if (sign >= 0) {
                plain.setCharAt(i, LETTERS.charAt(sign));
            }
        }
    }
}
