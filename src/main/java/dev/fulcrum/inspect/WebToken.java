package dev.fulcrum.inspect;

/** JSON Web Tokens in compact form (RFC 7519): header, payload and signature in base64url, parted by dots. */
final class WebToken implements SecretDetector.Secret {
    /** Base64 of an opening brace and a quote, with which every header begins. */
    static final String BEGIN = "eyJ";

    private static final int SHORTEST_SEGMENT = 8;

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        if (!text.startsWith(BEGIN, start) || (start > 0 && belongs(text.charAt(start - 1)))) {
            return;
        }
        int header = segmentEnd(text, start);
        int payload = header < 0 ? -1 : segmentEnd(text, header + 1);
        if (payload < 0) {
            return;
        }
        int signature = payload + 1;
        while (signature < text.length() && isBase64Url(text.charAt(signature))) {
            signature++;
        }
        if (signature - payload > SHORTEST_SEGMENT) {
            found.secret(start, signature);
        }
    }

    /** Index of the dot that ends the segment; -1 when none does or the segment is too short. */
    private static int segmentEnd(String text, int start) {
        int i = start;
        while (i < text.length() && isBase64Url(text.charAt(i))) {
            i++;
        }
        boolean dot = i < text.length() && text.charAt(i) == '.';
        return dot && i - start >= SHORTEST_SEGMENT ? i : -1;
    }

    /** Whether a character in front means that the token began earlier, so that it has been looked at already. */
    private static boolean belongs(char unit) {
        return isBase64Url(unit) || unit == '.';
    }

    private static boolean isBase64Url(char unit) {
        return Script.isAsciiLetterOrDigit(unit) || unit == '-' || unit == '_';
    }
}
