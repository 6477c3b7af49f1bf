package dev.fulcrum.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads escapes: those of addresses ({@code %40}), of markup (numbered and named characters) and of programs (a backslash before it). */
final class EscapeRewriter extends Rewriter {
    private static final int LONGEST_ENTITY = 12;
    private static final String ONE_LETTER = "nrtbfv0ae";
    private static final Map<String, String> NAMED = named();

    private static Map<String, String> named() {
        String pairs =
                "commat @ period . lowbar _ hyphen - dash - num # sol / bsol \\ colon : semi ; comma , excl ! quest ?"
                        + " plus + equals = ast * midast * lpar ( rpar ) lsqb [ lbrack [ rsqb ] rbrack ] lcub { rcub } lt < gt > LT < GT >"
                        + " amp & AMP & quot \" QUOT \" apos ' percnt % dollar $ verbar | vert | grave ` Hat ^ UnderBar _ minus -"
                        + " ndash - mdash - middot . bull . fjlig fj";
        Map<String, String> named = new HashMap<>();
        String[] all = pairs.split(" ", -1);
        for (int i = 0; i < all.length; i += 2) {
            named.put(all[i], all[i + 1]);
        }
        for (String blank :
                "nbsp ensp emsp thinsp Tab NewLine puncsp numsp hairsp emsp13 emsp14 NonBreakingSpace".split(" ", -1)) {
            named.put(blank, " ");
        }
        for (String nothing :
                "shy zwnj zwj lrm rlm ZeroWidthSpace NoBreak InvisibleTimes ic it af ApplyFunction InvisibleComma"
                        .split(" ", -1)) {
            named.put(nothing, "");
        }
        return Map.copyOf(named);
    }

    @Override
    int look(Draft text, int index) {
        return switch (text.charAt(index)) {
            case '%' -> percent(text, index);
            case '&' -> entity(text, index);
            case '\\' -> backslash(text, index);
            default -> index;
        };
    }

    private int percent(Draft text, int index) {
        if (index + 1 < text.length() && text.charAt(index + 1) == 'u') {
            return percentUnit(text, index);
        }
        byte[] bytes = new byte[4];
        int wanted = 1;
        int count = 0;
        int i = index;
        while (count < wanted) {
            int value = hex(text, i + 1, 2);
            if (i >= text.length() || text.charAt(i) != '%' || value < 0) {
                if (i + 2 >= text.length()) {
                    mayGoOn(index);
                }
                return index;
            }
            bytes[count++] = (byte) value;
            wanted = count > 1 ? wanted : value < 0xC0 ? 1 : value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
            i += 3;
        }
        try {
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
            replace(index, i, plain);
            return i;
        } catch (CharacterCodingException e) {
            return index;
        }
    }

    /** The form that only programs in JavaScript write. */
    private int percentUnit(Draft text, int index) {
        if (index + 6 >= text.length()) {
            mayGoOn(index);
        }
        String plain = plainOf(text, index + 2, 4);
        if (plain == null) {
            return index;
        }
        replace(index, index + 6, plain);
        return index + 6;
    }

    private int entity(Draft text, int index) {
        int i = index + 1;
        boolean numbered = i < text.length() && text.charAt(i) == '#';
        i += numbered ? 1 : 0;
        boolean hex = numbered && i < text.length() && (text.charAt(i) | 0x20) == 'x';
        i += hex ? 1 : 0;
        int from = i;
        while (i < text.length() && i - from < LONGEST_ENTITY + 8 && isName(text.charAt(i), numbered, hex)) {
            i++;
        }
        if (i == text.length()) {
            mayGoOn(index);
        }
        boolean closed = i < text.length() && text.charAt(i) == ';';
        if (!closed && !numbered && text.matches(from, "shy")) {
            drop(index, from + 3);
            return from + 3;
        }
        if (i == from || !(closed || numbered)) {
            return index;
        }
        String plain = numbered ? numbered(text.text(from, i), hex) : NAMED.get(text.text(from, i));
        if (plain == null) {
            return index;
        }
        i += closed ? 1 : 0;
        replace(index, i, plain);
        return i;
    }

    private static boolean isName(char unit, boolean numbered, boolean hex) {
        return numbered ? unit < 128 && Character.digit(unit, hex ? 16 : 10) >= 0 : Script.isAsciiLetterOrDigit(unit);
    }

    private static String numbered(String digits, boolean hex) {
        try {
            return plain(Integer.parseInt(digits, hex ? 16 : 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String plain(int codePoint) {
        return Character.isValidCodePoint(codePoint) && codePoint > 0 ? Character.toString(codePoint) : null;
    }

    private int backslash(Draft text, int index) {
        if (index + 1 == text.length()) {
            mayGoOn(index);
            return index;
        }
        char kind = text.charAt(index + 1);
        int end = index;
        String plain = null;
        boolean braced = index + 2 < text.length() && text.charAt(index + 2) == '{';
        if (kind == 'x' && !braced) {
            end = index + 4;
            plain = plainOf(text, index + 2, 2);
        } else if ((kind == 'u' || kind == 'x') && braced) {
            end = braceEnd(text, index + 3);
            plain = end < 0 ? null : numbered(text.text(index + 3, end - 1), true);
        } else if (kind == 'u') {
            end = index + 6;
            plain = plainOf(text, index + 2, 4);
        } else if (kind == 'U') {
            end = index + 10;
            plain = plainOf(text, index + 2, 8);
        } else if (kind >= '0'
                && kind <= '3'
                && isDigit(text, index + 2)
                && isDigit(text, index + 3)
                && !isDigit(text, index + 4)) {
            end = index + 4;
            plain = plain(Character.digit(kind, 8) * 64 + octal(text, index + 2) * 8 + octal(text, index + 3));
        } else if (ONE_LETTER.indexOf(kind) >= 0) {
            boolean endsWord = kind == 'n' || kind == 'r' || kind == 't';
            end = index + 2;
            plain = endsWord ? " " : null;
        } else if (kind > ' ' && kind < 127 && !Script.isAsciiLetterOrDigit(kind)) {
            end = index + 2;
            plain = String.valueOf(kind);
        }
        if (index + 10 >= text.length()) {
            mayGoOn(index);
        }
        if (plain == null || end > text.length()) {
            return index;
        }
        replace(index, end, plain);
        return end;
    }

    private static int octal(Draft text, int index) {
        return Math.min(7, text.charAt(index) - '0');
    }

    private static int braceEnd(Draft text, int from) {
        int i = from;
        while (i < text.length() && i - from < 8 && Character.digit(text.charAt(i), 16) >= 0) {
            i++;
        }
        return i > from && i < text.length() && text.charAt(i) == '}' ? i + 1 : -1;
    }

    private static String plainOf(Draft text, int from, int digits) {
        int value = hex(text, from, digits);
        return value < 0 ? null : plain(value);
    }

    private static int hex(Draft text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0 || value > 0xFFFFFF) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }
}
