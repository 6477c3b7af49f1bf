package dev.fulcrum.inspect;

/**
 * Escapes inside a text, as addresses ({@code %41}), programs ({@code \x41}, or four digits behind {@code u}) and
 * markup (numbers of characters, decimal or hexadecimal) write them; read where {@value #ENOUGH} stand close together.
 */
final class EscapeDisguise implements Disguise {
    private static final int ENOUGH = 4;
    private static final int CLOSE = 24;
    private static final int LONGEST = 16_384;

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.escapes() >= ENOUGH;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        StringBuilder plain = new StringBuilder();
        int start = -1;
        int lastEnd = 0;
        int escapes = 0;
        int i = 0;
        while (i < text.length()) {
            int end = escapeEnd(text, i);
            if (end > i) {
                if (start >= 0 && (i - lastEnd > CLOSE || plain.length() > LONGEST)) {
                    tell(plain, escapes, start, lastEnd, uncovered);
                    start = -1;
                }
                if (start < 0) {
                    start = i;
                    escapes = 0;
                    plain.setLength(0);
                } else {
                    plain.append(text, lastEnd, i);
                }
                plain.append(value(text, i, end));
                escapes++;
                lastEnd = end;
                i = end;
            } else {
                i++;
            }
        }
        if (start >= 0) {
            int tail = Math.min(text.length(), lastEnd + CLOSE);
            tell(plain.append(text, lastEnd, tail), escapes, start, lastEnd, uncovered);
        }
    }

    private static void tell(StringBuilder plain, int escapes, int start, int end, Uncovered uncovered) {
        if (escapes >= ENOUGH) {
            uncovered.reading(plain.toString(), start, end);
        }
    }

    /** Index behind the escape that begins at {@code i}, or {@code i} when none does. */
    private static int escapeEnd(String text, int i) {
        char unit = text.charAt(i);
        if (unit == '%') {
            return hexEnd(text, i + 1, 2, i);
        }
        if (unit == '\\' && i + 1 < text.length()) {
            return switch (text.charAt(i + 1)) {
                case 'x' -> hexEnd(text, i + 2, 2, i);
                case 'u' -> hexEnd(text, i + 2, 4, i);
                default -> i;
            };
        }
        return unit == '&' ? entityEnd(text, i) : i;
    }

    private static int hexEnd(String text, int from, int digits, int otherwise) {
        if (from + digits > text.length()) {
            return otherwise;
        }
        for (int i = from; i < from + digits; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return otherwise;
            }
        }
        return from + digits;
    }

    private static int entityEnd(String text, int start) {
        int i = start + 1;
        if (i >= text.length() || text.charAt(i++) != '#') {
            return start;
        }
        boolean hex = i < text.length() && (text.charAt(i) | 0x20) == 'x';
        i += hex ? 1 : 0;
        int from = i;
        while (i < text.length() && i - from < 6 && Character.digit(text.charAt(i), hex ? 16 : 10) >= 0) {
            i++;
        }
        return i > from && i < text.length() && text.charAt(i) == ';' ? i + 1 : start;
    }

    private static String value(String text, int start, int end) {
        int from = start + 1;
        int to = end;
        int base = 16;
        if (text.charAt(start) == '\\') {
            from = start + 2;
        } else if (text.charAt(start) == '&') {
            boolean hex = (text.charAt(start + 2) | 0x20) == 'x';
            base = hex ? 16 : 10;
            from = start + (hex ? 3 : 2);
            to = end - 1;
        }
        int codePoint = Integer.parseInt(text.substring(from, to), base);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
    }
}
