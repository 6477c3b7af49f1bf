package dev.fulcrum.inspect;

/**
 * A text with one character for each of its own, so that all places stay: traditional Han characters as simplified ones, full-width letters and digits as narrow
 * ones. Signs and case stay. Not thread-safe.
 */
final class LevelText {
    private final String text;
    private String level;

    LevelText(String text) {
        this.text = text;
    }

    /** The text as it came. */
    String original() {
        return text;
    }

    /** The levelled text; the very same string when nothing is to be changed. */
    String level() {
        level = level == null ? level(text) : level;
        return level;
    }

    /** An expression whose letters are levelled like the text; none of its signs changes its meaning. */
    static String level(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (level(text.charAt(i)) != text.charAt(i)) {
                StringBuilder changed = new StringBuilder(text);
                for (int j = i; j < changed.length(); j++) {
                    changed.setCharAt(j, level(changed.charAt(j)));
                }
                return changed.toString();
            }
        }
        return text;
    }

    private static char level(char unit) {
        if (unit < 128) {
            return unit;
        }
        boolean wide = (unit >= '\uFF10' && unit <= '\uFF19')
                || (unit >= '\uFF21' && unit <= '\uFF3A')
                || (unit >= '\uFF41' && unit <= '\uFF5A');
        return wide ? (char) (unit - 0xFEE0) : LetterPairs.simplified(unit);
    }
}
