package dev.fulcrum.inspect;

/**
 * Words with something between all their letters: {@code i g n o r e}, {@code i.g.n.o.r.e}, {@code 忽*略}.
 *
 * <p>A gap wider than the narrowest one ends a word; with the same gap everywhere the words run
 * into one, which {@link EncodedDetector} looks for on its own.
 */
final class SpacedDisguise implements Disguise {
    private static final int SHORTEST = 8;
    private static final int WIDEST_GAP = 14;

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.mostSingles() >= SHORTEST;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int i = 0;
        while (i < text.length()) {
            i = isSingle(text, i) ? run(text, i, uncovered) : i + 1;
        }
    }

    /** Reads the single letters from an index on; wider gaps than the narrowest one end a word. */
    private static int run(String text, int start, Uncovered uncovered) {
        int letters = 1;
        int narrowest = WIDEST_GAP;
        int end = start + 1;
        int next = gapEnd(text, end);
        while (next > end && next < text.length() && isSingle(text, next)) {
            narrowest = Math.min(narrowest, next - end);
            letters++;
            end = next + 1;
            next = gapEnd(text, end);
        }
        if (letters >= SHORTEST) {
            StringBuilder plain = new StringBuilder(2 * letters);
            int i = start;
            while (i < end) {
                plain.append(text.charAt(i++));
                int gap = i;
                while (i < end && !Character.isLetterOrDigit(text.charAt(i))) {
                    i++;
                }
                if (i - gap > narrowest) {
                    plain.append(' ');
                }
            }
            uncovered.reading(plain.toString(), start, end);
        }
        return end;
    }

    private static int gapEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < WIDEST_GAP && !Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether a letter stands at an index that has no letter on either side. */
    private static boolean isSingle(String text, int i) {
        return Character.isLetterOrDigit(text.charAt(i))
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }
}
