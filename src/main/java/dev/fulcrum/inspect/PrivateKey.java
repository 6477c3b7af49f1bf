package dev.fulcrum.inspect;

/**
 * Private keys in PEM (RFC 7468) and OpenPGP armour, from the first dash to the last, and those whose end was cut off.
 *
 * <p>Line feeds may be real ones or the {@code \n} of a JSON string.
 */
final class PrivateKey implements SecretDetector.Secret {
    static final String BEGIN = "-----BEGIN";

    private static final String DASHES = "-----";
    private static final int LONGEST_LABEL = 64;
    /** A key of 16,384 bits takes 13,000 characters. */
    private static final int LONGEST_BODY = 20_000;

    private static final int SHORTEST_LINE = 32;

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        int label = text.startsWith(BEGIN, start) ? text.indexOf(DASHES, start + BEGIN.length()) : -1;
        if (label < 0
                || label - start > LONGEST_LABEL
                || !text.substring(start, label).contains("PRIVATE KEY")) {
            return;
        }
        int body = label + DASHES.length();
        int next = next(text, body);
        int last = text.startsWith("-----END", next) ? next(text, next + DASHES.length()) : -1;
        if (last >= 0 && last - next <= LONGEST_LABEL && text.startsWith(DASHES, last)) {
            found.secret(start, last + DASHES.length());
        } else {
            lookForRest(text, start, body, found);
        }
    }

    /** Until its last line has come, or it is longer than any. */
    @Override
    public boolean open(String text, int end) {
        int label = text.indexOf(DASHES, end);
        if (label < 0) {
            return text.length() - end < LONGEST_LABEL;
        }
        int next = next(text, label + DASHES.length());
        if (text.startsWith("-----END", next)) {
            return next(text, next + DASHES.length()) + DASHES.length() > text.length();
        }
        return text.length() - next < "-----END".length();
    }

    /** Index of the next row of dashes, or where the search for it ends. */
    private static int next(String text, int from) {
        int limit = Math.min(text.length(), from + LONGEST_BODY);
        int i = from;
        while (i < limit && !(text.charAt(i) == '-' && text.startsWith(DASHES, i))) {
            i++;
        }
        return i;
    }

    /** A key that has no end is one if a line of base64 follows. */
    private static void lookForRest(String text, int start, int body, SecretDetector.Found found) {
        int limit = Math.min(text.length(), body + LONGEST_BODY);
        int line = body;
        int keyEnd = -1;
        while (line < limit) {
            int from = behindLineFeeds(text, line, limit);
            int to = from;
            while (to < limit && isBase64(text.charAt(to))) {
                to++;
            }
            if (to - from < (keyEnd < 0 ? SHORTEST_LINE : 1)) {
                break;
            }
            keyEnd = to;
            line = to;
            if (to == from || (to < limit && !Script.isBlank(text.charAt(to)) && text.charAt(to) != '\\')) {
                break;
            }
        }
        if (keyEnd > 0) {
            found.secret(start, keyEnd);
        }
    }

    private static int behindLineFeeds(String text, int from, int limit) {
        int i = from;
        while (i < limit) {
            if (Script.isBlank(text.charAt(i))) {
                i++;
            } else if (text.startsWith("\\n", i) || text.startsWith("\\r", i)) {
                i += 2;
            } else {
                break;
            }
        }
        return i;
    }

    private static boolean isBase64(char unit) {
        return Script.isAsciiLetterOrDigit(unit) || unit == '+' || unit == '/' || unit == '=';
    }
}
