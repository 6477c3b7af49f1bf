package dev.fulcrum.inspect;

import java.util.List;
import java.util.Locale;

/**
 * Values behind words such as {@code api_key}, {@code client_secret} or 密钥 that look random: {@value #SHORTEST} characters at least,
 * letters and digits in turns, three bits of entropy (Shannon) a character.
 *
 * <p>Keys that a provider's prefix gives away, and web tokens, are left to their own kinds.
 */
final class AnnouncedSecret implements SecretDetector.Secret {
    static final List<String> WORDS = List.of(
            "api_key",
            "api-key",
            "api key",
            "apikey",
            "secret_key",
            "secret key",
            "secretkey",
            "secret",
            "access_key",
            "access key",
            "accesskey",
            "accesskeyid",
            "accesskeysecret",
            "accountkey",
            "access_token",
            "access token",
            "token",
            "bearer",
            "credential",
            "encryption key",
            "encryption_key",
            "signing_key",
            "密钥",
            "秘钥",
            "令牌",
            "凭证",
            "私钥",
            "密鑰");

    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;
    private static final int FEWEST_DIGITS = 3;
    private static final int FEWEST_TURNS = 3;
    private static final double LEAST_ENTROPY = 3;
    private static final List<String> PLACEHOLDERS =
            List.of("example", "your", "xxxx", "placeholder", "changeme", "redacted");

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        int value = text.regionMatches(true, start, "bearer", 0, end - start)
                ? behindBlank(text, end)
                : Link.behind(text, end);
        if (value < 0 || value >= text.length()) {
            return;
        }
        int limit = Math.min(text.length(), value + LONGEST);
        int valueEnd = value;
        while (valueEnd < limit && belongs(text.charAt(valueEnd))) {
            valueEnd++;
        }
        while (valueEnd > value && text.charAt(valueEnd - 1) == '.') {
            valueEnd--;
        }
        boolean another = ApiKey.begins(text, value) || text.startsWith(WebToken.BEGIN, value);
        if (!another && valueEnd - value >= SHORTEST && looksRandom(text.substring(value, valueEnd))) {
            found.secret(value, valueEnd);
        }
    }

    private static int behindBlank(String text, int end) {
        return end < text.length() && text.charAt(end) == ' ' ? end + 1 : Link.behind(text, end);
    }

    private static boolean belongs(char unit) {
        return Script.isAsciiLetterOrDigit(unit) || "+/=_.-~".indexOf(unit) >= 0;
    }

    private static boolean looksRandom(String value) {
        int digits = 0;
        int turns = 0;
        for (int i = 0; i < value.length(); i++) {
            boolean digit = Script.isDigit(value.charAt(i));
            digits += digit ? 1 : 0;
            boolean both = i > 0
                    && Script.isAsciiLetterOrDigit(value.charAt(i - 1))
                    && Script.isAsciiLetterOrDigit(value.charAt(i));
            turns += both && digit != Script.isDigit(value.charAt(i - 1)) ? 1 : 0;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return digits >= FEWEST_DIGITS
                && turns >= FEWEST_TURNS
                && !value.startsWith("/")
                && PLACEHOLDERS.stream().noneMatch(lower::contains)
                && entropy(value) >= LEAST_ENTROPY;
    }

    /** Shannon entropy of the characters, in bits each. */
    private static double entropy(String value) {
        int[] counts = new int[128];
        for (int i = 0; i < value.length(); i++) {
            counts[value.charAt(i)]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / value.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
