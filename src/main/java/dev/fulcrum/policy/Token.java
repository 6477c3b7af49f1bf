package dev.fulcrum.policy;

/**
 * A word of a condition or a consequence.
 *
 * @param text the name or sign as written; of a string, what it says
 * @param at where it begins, 0-based
 * @param plain of a string, whether none of its escapes was one that only a regular expression knows
 */
record Token(Kind kind, String text, int at, boolean plain) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    Token(Kind kind, String text, int at) {
        this(kind, text, at, true);
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case STRING -> "\"" + text + "\"";
            case END -> "the end";
            default -> text;
        };
    }
}
