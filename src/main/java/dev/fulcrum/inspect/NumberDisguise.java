package dev.fulcrum.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes written as numbers: two hexadecimal digits each, with or without {@code \x}, {@code 0x}, {@code %}, blanks,
 * commas and colons between them, or eight binary digits each, with blanks between them or not.
 */
final class NumberDisguise implements Disguise {
    private static final int SHORTEST_BYTES = 8;
    private static final int LONGEST_BYTES = 16_384;
    private static final String BETWEEN = " ,:;%\\xX";

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.mostByteDigits() >= 2 * SHORTEST_BYTES;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int i = 0;
        while (i < text.length()) {
            boolean begins = isHex(text.charAt(i)) && (i == 0 || !Script.isAsciiLetterOrDigit(text.charAt(i - 1)));
            begins |= i > 0 && isHex(text.charAt(i)) && (text.charAt(i - 1) == 'x' || text.charAt(i - 1) == '%');
            if (begins) {
                int end = runEnd(text, i);
                read(text, i, end, uncovered);
                i = end;
            } else {
                i++;
            }
        }
    }

    static boolean isBetween(char unit) {
        return BETWEEN.indexOf(unit) >= 0;
    }

    private static boolean isHex(char unit) {
        return Character.digit(unit, 16) >= 0 && unit < 128;
    }

    /** Where the run of digits and separators ends; a letter that is neither ends it. */
    private static int runEnd(String text, int start) {
        int i = start;
        int last = start;
        while (i < text.length() && (isHex(text.charAt(i)) || (isBetween(text.charAt(i)) && i - last < 4))) {
            if (isHex(text.charAt(i++))) {
                last = i;
            }
        }
        return Math.max(last, start + 1);
    }

    private static void read(String text, int start, int end, Uncovered uncovered) {
        int base = 2;
        for (int i = start; i < end && base == 2; i++) {
            char unit = text.charAt(i);
            base = isHex(unit) && unit != '0' && unit != '1' ? 16 : 2;
        }
        int width = base == 2 ? 8 : 2;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int value = 0;
        int digits = 0;
        for (int i = start; i < end && bytes.size() < LONGEST_BYTES; i++) {
            if (text.charAt(i) == '0' && i + 1 < end && (text.charAt(i + 1) == 'x' || text.charAt(i + 1) == 'X')) {
                continue;
            }
            if (isHex(text.charAt(i))) {
                value = value * base + Character.digit(text.charAt(i), base);
                digits++;
            }
            if (digits == width) {
                bytes.write(value);
                value = 0;
                digits = 0;
            }
        }
        if (bytes.size() >= SHORTEST_BYTES) {
            uncovered.reading(bytes.toString(StandardCharsets.UTF_8), start, end);
        }
    }
}
