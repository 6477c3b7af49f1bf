package dev.fulcrum.inspect;

/**
 * Unicode tag characters, which repeat ASCII without leaving a trace on a screen; flags of regions, which are written
 * with them behind a black flag, are left alone.
 */
final class TagDisguise implements Disguise {
    private static final int BLACK_FLAG = 0x1F3F4;
    /** The first half of every tag character, and of few others. */
    static final char HIGH_SURROGATE = Character.highSurrogate(0xE0020);

    private static final int FIRST = 0xE0020;
    private static final int LAST = 0xE007E;

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.tags();
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        StringBuilder plain = new StringBuilder();
        int before = 0;
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= FIRST && codePoint <= LAST) {
                start = plain.length() == 0 ? i : start;
                plain.append((char) (codePoint - 0xE0000));
            } else {
                tell(plain, before, start, i, uncovered);
                before = codePoint;
            }
            i += Character.charCount(codePoint);
        }
        tell(plain, before, start, i, uncovered);
    }

    private static void tell(StringBuilder plain, int before, int start, int end, Uncovered uncovered) {
        if (plain.length() > 0 && before != BLACK_FLAG) {
            uncovered.reading(plain.toString(), start, end);
        }
        plain.setLength(0);
    }
}
