package dev.fulcrum.inspect;

import java.text.Normalizer;

/** Reads digits and signs within words as the letters that they look like ({@code v3rb0t3n}), and letters without their accents where many have one. */
final class LikenessRewriter extends Rewriter {
    private static final String SIGNS = "0134578@$!|";
    private static final String LETTERS = "oieastbasil";
    private static final int LONGEST_WORD = 40;
    private static final int LEAST_LETTERS = 2;
    private static final int LEAST_ACCENTS = 2;

    @Override
    int look(Draft text, int index) {
        char unit = text.charAt(index);
        int sign = unit < 128 ? SIGNS.indexOf(unit) : -1;
        if (sign < 0 && !isAccented(unit)) {
            return index;
        }
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
        if (end - index == LONGEST_WORD || index - start == LONGEST_WORD) {
            return index;
        }
        return sign >= 0 ? sign(text, index, start, end, sign) : accent(text, index, start, end);
    }

    private int sign(Draft text, int index, int start, int end, int sign) {
        int letters = 0;
        int others = 0;
        boolean within = false;
        for (int i = start; i < end; i++) {
            if (Rewriter.isLetter(text.charAt(i))) {
                letters++;
                within |= i > index;
            } else {
                others++;
            }
        }
        if (letters < LEAST_LETTERS || letters < others || !within) {
            return index;
        }
        replace(index, index + 1, LETTERS.charAt(sign));
        return index + 1;
    }

    private int accent(Draft text, int index, int start, int end) {
        int accents = 0;
        for (int i = start; i < end; i++) {
            accents += isAccented(text.charAt(i)) ? 1 : 0;
        }
        if (accents < LEAST_ACCENTS) {
            return index;
        }
        String parts = Normalizer.normalize(text.text(index, index + 1), Normalizer.Form.NFD);
        replace(index, index + 1, parts.charAt(0));
        return index + 1;
    }

    private static boolean isAccented(char unit) {
        return (unit >= '\u00C0' && unit <= '\u024F') || (unit >= '\u1E00' && unit <= '\u1EFF');
    }

    private static boolean isOfWord(char unit) {
        return (Rewriter.isAlnum(unit) && !Script.isHan(unit)) || (unit < 128 && SIGNS.indexOf(unit) >= 0);
    }
}
