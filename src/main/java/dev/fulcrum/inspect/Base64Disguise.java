package dev.fulcrum.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64, plain or safe for URLs (RFC 4648 §4 and §5), in one piece or in lines of 60 characters and more. */
final class Base64Disguise implements Disguise {
    private static final int SHORTEST = 16;
    private static final int LONG_LINE = 60;
    private static final int LONGEST = 16_384;

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.mostBase64Digits() >= SHORTEST;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int i = 0;
        while (i < text.length()) {
            if (isDigit(text.charAt(i))) {
                int end = runEnd(text, i);
                if (end - i >= SHORTEST) {
                    read(text, i, end, uncovered);
                }
                i = end;
            } else {
                i++;
            }
        }
    }

    static boolean isDigit(char unit) {
        return Script.isAsciiLetterOrDigit(unit) || unit == '+' || unit == '/' || unit == '-' || unit == '_';
    }

    private static int runEnd(String text, int start) {
        int lineStart = start;
        int i = start;
        while (i < text.length()) {
            char unit = text.charAt(i);
            if (unit == '\n' && i - lineStart >= LONG_LINE) {
                lineStart = i + 1;
            } else if (!isDigit(unit) && unit != '\r') {
                break;
            }
            i++;
        }
        return i;
    }

    private static void read(String text, int start, int end, Uncovered uncovered) {
        StringBuilder digits = new StringBuilder(Math.min(end - start, LONGEST));
        for (int i = start; i < end && digits.length() < LONGEST; i++) {
            char unit = text.charAt(i);
            if (unit > ' ') {
                digits.append(unit == '-' ? '+' : unit == '_' ? '/' : unit);
            }
        }
        digits.setLength(digits.length() % 4 == 1 ? digits.length() - 1 : digits.length());
        byte[] bytes = Base64.getDecoder().decode(digits.toString());
        uncovered.reading(new String(bytes, StandardCharsets.UTF_8), start, end);
    }
}
