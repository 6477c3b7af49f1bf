package dev.fulcrum.surface;

import static dev.fulcrum.surface.MalformedJson.Problem.CUT;
import static dev.fulcrum.surface.MalformedJson.Problem.ENCODING;
import static dev.fulcrum.surface.MalformedJson.Problem.SURROGATE;
import static dev.fulcrum.surface.MalformedJson.Problem.SYNTAX;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON string tokens in UTF-8: finding their end, decoding and encoding them (RFC 8259, section 7; RFC 3629). */
final class JsonStrings {
    private JsonStrings() {}

    /**
     * Offset after the closing quote of the token that opens at {@code start}.
     *
     * @param limit end of the input
     * @param paired whether an escaped half of a surrogate pair is refused; a raw one always is
     */
    static int end(byte[] bytes, int start, int limit, boolean paired) throws MalformedJson {
        int at = ByteRuns.plainEnd(bytes, start + 1, limit);
        while (at < limit) {
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            if (b < 0) {
                at = sequenceEnd(bytes, at, limit);
            } else if (b == '\\') {
                at = escapeEnd(bytes, at, limit, paired);
            } else if (b < ' ') {
                throw new MalformedJson(SYNTAX, at);
            } else {
                at = ByteRuns.plainEnd(bytes, at, limit);
            }
        }
        throw new MalformedJson(CUT, limit);
    }

    private static int escapeEnd(byte[] bytes, int at, int limit, boolean paired) throws MalformedJson {
        if (at + 1 >= limit) {
            throw new MalformedJson(CUT, limit);
        }
        byte escaped = bytes[at + 1];
        if (escaped != 'u') {
            if ("\"\\/bfnrt".indexOf(escaped) < 0) {
                throw new MalformedJson(SYNTAX, at);
            }
            return at + 2;
        }
        int unit = checkedUnit(bytes, at, limit);
        if (!paired || !Character.isSurrogate((char) unit)) {
            return at + 6;
        }
        boolean high = Character.isHighSurrogate((char) unit);
        boolean escape = at + 6 >= limit || bytes[at + 6] == '\\';
        if (high && escape && at + 7 >= limit) {
            throw new MalformedJson(CUT, limit);
        }
        boolean followed = high && escape && bytes[at + 7] == 'u';
        if (!followed || !Character.isLowSurrogate((char) checkedUnit(bytes, at + 6, limit))) {
            throw new MalformedJson(SURROGATE, at);
        }
        return at + 12;
    }

    private static int checkedUnit(byte[] bytes, int at, int limit) throws MalformedJson {
        if (at + 6 > limit) {
            throw new MalformedJson(CUT, limit);
        }
        int unit = unit(bytes, at);
        if (unit < 0) {
            throw new MalformedJson(SYNTAX, at);
        }
        return unit;
    }

    /** The UTF-16 unit of an escape {@code \\uXXXX} at {@code at}; negative if a digit is none. */
    private static int unit(byte[] bytes, int at) {
        return Character.digit(bytes[at + 2], 16) << 12
                | Character.digit(bytes[at + 3], 16) << 8
                | Character.digit(bytes[at + 4], 16) << 4
                | Character.digit(bytes[at + 5], 16);
    }

    /** Offset after the UTF-8 sequence at {@code at}; the ranges are those of table 3-7 of the Unicode standard. */
    private static int sequenceEnd(byte[] bytes, int at, int limit) throws MalformedJson {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4) {
            throw new MalformedJson(ENCODING, at);
        }
        if (at + 1 >= limit) {
            throw new MalformedJson(CUT, limit);
        }
        int second = bytes[at + 1] & 0xff;
        if (lead == 0xed && second >= 0xa0 && second <= 0xbf) {
            throw new MalformedJson(SURROGATE, at);
        }
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            throw new MalformedJson(ENCODING, at);
        }
        for (int next = at + 2; next < at + length; next++) {
            if (next >= limit) {
                throw new MalformedJson(CUT, limit);
            }
            if ((bytes[next] & 0xc0) != 0x80) {
                throw new MalformedJson(ENCODING, at);
            }
        }
        return at + length;
    }

    /** Offset after the closing quote of a token that {@link #end} accepted. */
    static int close(byte[] bytes, int start) {
        int at = start + 1;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** The text of a token that {@link #end} accepted; both offsets include the quotes. */
    static String decode(byte[] bytes, int start, int end) {
        int first = start + 1;
        int last = end - 1;
        int plain = ByteRuns.plainEnd(bytes, first, bytes.length);
        if (plain == last) {
            return new String(bytes, first, last - first, StandardCharsets.ISO_8859_1);
        }
        if (ByteRuns.next(bytes, plain, last, '\\') < last) {
            return unescaped(bytes, first, last);
        }
        return new String(bytes, first, last - first, StandardCharsets.UTF_8);
    }

    /** Whether a token that {@link #end} accepted says exactly this text. */
    static boolean says(byte[] bytes, int start, String text) {
        int at = start + 1;
        for (int i = 0; i < text.length(); i++) {
            byte b = bytes[at];
            if (b == '\\' || b < 0) {
                return decode(bytes, start, close(bytes, start)).equals(text);
            }
            if (b == '"' || b != text.charAt(i)) {
                return false;
            }
            at++;
        }
        return bytes[at] == '"';
    }

    private static String unescaped(byte[] bytes, int from, int to) {
        char[] chars = new char[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            int b = bytes[at] & 0xff;
            if (b == '\\') {
                boolean unit = bytes[at + 1] == 'u';
                chars[length++] = unit ? (char) unit(bytes, at) : plain(bytes[at + 1]);
                at += unit ? 6 : 2;
            } else if (b < 0x80) {
                chars[length++] = (char) b;
                at++;
            } else {
                int size = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
                int point = b & (0x7f >> size);
                for (int next = at + 1; next < at + size; next++) {
                    point = (point << 6) | (bytes[next] & 0x3f);
                }
                length += Character.toChars(point, chars, length);
                at += size;
            }
        }
        return new String(chars, 0, length);
    }

    private static char plain(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escaped;
        };
    }

    /** The token of a text, quotes included, with no escape that JSON does not demand; half pairs stay what they were, escaped. */
    static byte[] encode(CharSequence text) {
        StringBuilder token = new StringBuilder(text.length() + 16).append('"');
        int copied = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit >= ' ' && unit != '"' && unit != '\\' && !Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
                continue;
            }
            token.append(text, copied, at).append(escape(unit));
            copied = at + 1;
        }
        token.append(text, copied, text.length()).append('"');
        return token.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + HexFormat.of().toHexDigits(unit);
        };
    }
}
