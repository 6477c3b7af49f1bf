package dev.fulcrum.ledger;

/** Text that UTF-8 can hold: a surrogate without its other half, which callers can send in JSON, becomes U+FFFD. */
final class Text {
    private Text() {}

    static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return mended(text, i);
            }
        }
        return text;
    }

    private static String mended(String text, int from) {
        StringBuilder mended = new StringBuilder(text);
        for (int i = from; i < mended.length(); i++) {
            char unit = mended.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < mended.length()
                    && Character.isLowSurrogate(mended.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                mended.setCharAt(i, '\uFFFD');
            }
        }
        return mended.toString();
    }
}
