package dev.fulcrum.upstream;

/** A rough count of tokens: one for a Han character, kana or symbol, one for each four other characters. */
public final class TokenEstimate {
    private static final int CHARACTERS_IN_A_TOKEN = 4;
    private static final int FIRST_WIDE = 0x2E80; // CJK radicals; what lies above is mostly one token or more each

    private int wide;
    private int narrow;

    /** The tokens of a whole text. */
    static int of(String text) {
        return new TokenEstimate().add(text);
    }

    /** The tokens so far, this text included. */
    public int add(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (text.codePointAt(i) >= FIRST_WIDE) {
                wide++;
            } else {
                narrow++;
            }
        }
        return tokens();
    }

    /** The tokens so far. */
    public int tokens() {
        return wide + (narrow + CHARACTERS_IN_A_TOKEN - 1) / CHARACTERS_IN_A_TOKEN;
    }
}
