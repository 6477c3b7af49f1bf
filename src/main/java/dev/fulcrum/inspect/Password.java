package dev.fulcrum.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Passwords that somebody writes down behind the word: {@code password: hunter2}, {@code 密码是abc123}, {@code "pwd":"…"}.
 *
 * <p>What follows has to look like one: four characters at least with a digit or a strong sign among them. A password of
 * letters alone cannot be told from a word and is not found.
 */
final class Password implements SecretDetector.Secret {
    static final List<String> WORDS = List.of("password", "passwd", "passphrase", "passcode", "pwd", "密码", "口令", "密碼");

    private static final int SHORTEST = 4;
    private static final int LONGEST = 128;
    private static final String STRONG_SIGNS = "!@#$%^&*+~?|";
    private static final String FOLLOWING = ".,;:!?)]}";
    /** Words with digits that stand behind the word password without being one. */
    private static final Set<String> ORDINARY = Set.of(
            "sha1",
            "sha256",
            "sha384",
            "sha512",
            "sha-1",
            "sha-256",
            "sha-512",
            "scrypt",
            "argon2",
            "argon2i",
            "argon2id",
            "pbkdf2",
            "base64",
            "utf8",
            "utf-8",
            "oauth2",
            "1password");

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        int token = Link.behind(text, end);
        if (token < 0) {
            return;
        }
        int limit = Math.min(text.length(), token + LONGEST);
        int tokenEnd = token;
        while (tokenEnd < limit && belongs(text.charAt(tokenEnd))) {
            tokenEnd++;
        }
        int bare = tokenEnd;
        while (bare > token && FOLLOWING.indexOf(text.charAt(bare - 1)) >= 0) {
            bare--;
        }
        boolean counts = tokenEnd < text.length() && text.charAt(tokenEnd) == '位';
        if (!counts && !isCode(text.substring(token, tokenEnd)) && looksLikeOne(text.substring(token, bare))) {
            found.secret(token, text.charAt(tokenEnd - 1) == '!' ? tokenEnd : bare);
        }
    }

    /** Printable ASCII without quotes, blanks and the marks of lists and placeholders; full-width forms of it too. */
    private static boolean belongs(char unit) {
        char narrow =
                unit >= '\uFF01' && unit <= '\uFF5E' && unit != '，' && unit != '；' ? (char) (unit - 0xFEE0) : unit;
        return narrow > ' ' && narrow < '\u007F' && "\"'`,;<>{}".indexOf(narrow) < 0;
    }

    private static boolean looksLikeOne(String token) {
        if (token.length() < SHORTEST || ORDINARY.contains(token.toLowerCase(Locale.ROOT))) {
            return false;
        }
        boolean strong = false;
        boolean varied = false;
        for (int i = 0; i < token.length(); i++) {
            char unit = token.charAt(i);
            strong |= Character.isDigit(unit) || STRONG_SIGNS.indexOf(unit) >= 0;
            varied |= unit != token.charAt(0);
        }
        return strong && varied;
    }

    /** Whether the token is a path, an address, a variable or a call rather than a value. */
    private static boolean isCode(String token) {
        return token.startsWith("/")
                || token.startsWith("$")
                || token.startsWith("%")
                || token.contains("://")
                || token.contains("()")
                || (token.contains("(") && token.contains("."));
    }
}
