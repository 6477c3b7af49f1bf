package dev.fulcrum.inspect;

import java.util.Locale;
import java.util.Set;

/**
 * Passwords in the authority of an address (RFC 3986, section 3.2.1): {@code postgres://app:s3cret@db:5432/shop}. Only the password is
 * the secret.
 */
final class ConnectionString implements SecretDetector.Secret {
    static final String BEGIN = "://";

    private static final int LONGEST = 256;
    private static final Set<String> PLACEHOLDERS =
            Set.of("password", "pass", "passwd", "pwd", "secret", "token", "pw", "密码", "redacted", "your_password");

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        boolean scheme =
                start > 0 && Script.isAsciiLetterOrDigit(text.charAt(start - 1)) && text.startsWith(BEGIN, start);
        int limit = Math.min(text.length(), end + LONGEST);
        int colon = -1;
        int at = -1;
        int i = end;
        while (scheme && i < limit && belongs(text.charAt(i))) {
            if (text.charAt(i) == ':' && colon < 0 && at < 0) {
                colon = i;
            }
            if (text.charAt(i) == '@') {
                at = i;
            }
            i++;
        }
        if (colon >= 0 && at > colon + 1 && at + 1 < i && !isPlaceholder(text.substring(colon + 1, at))) {
            found.secret(colon + 1, at);
        }
    }

    private static boolean belongs(char unit) {
        return unit > ' ' && unit < '\u007F' && "/\"'`<>?#\\".indexOf(unit) < 0;
    }

    private static boolean isPlaceholder(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        char first = password.charAt(0);
        boolean repeated = password.chars().allMatch(unit -> unit == first);
        return PLACEHOLDERS.contains(lower)
                || repeated
                || "${[%".indexOf(first) >= 0
                || lower.startsWith("your")
                || lower.contains("***");
    }
}
