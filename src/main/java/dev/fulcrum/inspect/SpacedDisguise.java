package dev.fulcrum.inspect;

/**
 * Words with something between all their letters: {@code i g n o r e}, {@code i.g.n.o.r.e}, {@code 忽*略}.
 *
 * <p>Two blanks or more, or a blank beside another separator, end a word; with single blanks everywhere the words run
 * into one, which {@link EncodedDetector} looks for on its own.
 */
final class SpacedDisguise implements Disguise {
    private static final int SHORTEST = 8;

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.mostSingles() >= SHORTEST;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        StringBuilder plain = new StringBuilder();
        int letters = 0;
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            if (!isSingle(text, i)) {
                tell(plain, letters, start, i, uncovered);
                letters = 0;
                i++;
                continue;
            }
            start = letters == 0 ? i : start;
            plain.append(text.charAt(i++));
            letters++;
            int separatorsEnd = i;
            while (separatorsEnd < text.length() && separatorsEnd - i < 4 && isSeparator(text.charAt(separatorsEnd))) {
                separatorsEnd++;
            }
            if (separatorsEnd - i > 1) {
                plain.append(' ');
            }
            i = separatorsEnd;
        }
        tell(plain, letters, start, i, uncovered);
    }

    /** Whether a letter stands at an index that has no letter on either side. */
    private static boolean isSingle(String text, int i) {
        return Character.isLetterOrDigit(text.charAt(i))
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }

    private static boolean isSeparator(char unit) {
        return Script.isBlank(unit)
                || unit == '.'
                || unit == '-'
                || unit == '_'
                || unit == '*'
                || unit == '|'
                || unit == '/';
    }

    private static void tell(StringBuilder plain, int letters, int start, int end, Uncovered uncovered) {
        if (letters >= SHORTEST) {
            uncovered.reading(plain.toString(), start, end);
        }
        plain.setLength(0);
    }
}
