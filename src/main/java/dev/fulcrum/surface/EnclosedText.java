package dev.fulcrum.surface;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a string that holds a file: in Base64, or in a {@code data:} address.
 *
 * @param mediaType as the address names it, in lower case; empty if nothing does
 * @param text what the file says, if it is text
 * @param before what stands in the string before the encoded bytes
 * @param base64 whether they are in Base64, otherwise with percent signs
 * @param charset of the text
 */
record EnclosedText(String mediaType, Optional<String> text, String before, boolean base64, Charset charset) {
    private static final Pattern HEAD = Pattern.compile("(?is)\\s*data:([a-z0-9.+/*-]*)((?:;[^;]*)*)");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([A-Za-z0-9._:-]+)\"?");
    private static final Pattern BASE64 = Pattern.compile("(?i);\\s*base64\\s*$");
    private static final Pattern PLAIN_PARAMETERS =
            Pattern.compile("(?i)(;\\s*(charset=\"?[a-z0-9._:-]+\"?|base64)\\s*)*");

    /** Lines of Base64 have 64 or 76 characters. */
    private static final int SHORTEST_LINE = 40;

    static boolean isAddress(String value) {
        int at = 0;
        while (at < value.length() && value.charAt(at) <= ' ') {
            at++;
        }
        return value.regionMatches(true, at, "data:", 0, 5);
    }

    /** What a {@code data:} address holds; nothing if it is not one, or if somebody wrote more into it than it needs. */
    static Optional<EnclosedText> inAddress(String value) {
        int comma = value.indexOf(',');
        Matcher head = HEAD.matcher(comma < 0 ? "" : value.substring(0, comma));
        if (!head.matches() || !PLAIN_PARAMETERS.matcher(head.group(2)).matches()) {
            return Optional.empty();
        }
        boolean base64 = BASE64.matcher(head.group(2)).find();
        String rest = value.substring(comma + 1);
        Optional<byte[]> bytes = base64 ? decoded(rest) : Optional.of(unescaped(rest));
        Matcher named = CHARSET.matcher(head.group(2));
        String charset = named.find() ? named.group(1) : "";
        String before = value.substring(0, comma + 1);
        String type = head.group(1).toLowerCase(Locale.ROOT);
        return bytes.map(it -> of(it, type, before, base64, charset));
    }

    /** What a string in Base64 holds; nothing if it is not in Base64. */
    static Optional<EnclosedText> inBase64(String value, String mediaType) {
        return value.isBlank()
                ? Optional.empty()
                : decoded(value).map(it -> of(it, mediaType.toLowerCase(Locale.ROOT), "", true, ""));
    }

    private static EnclosedText of(byte[] bytes, String mediaType, String before, boolean base64, String named) {
        for (Charset charset : new Charset[] {charset(named, bytes), StandardCharsets.UTF_8}) {
            Optional<String> text = charset == null ? Optional.empty() : text(bytes, charset);
            if (text.isPresent()) {
                return new EnclosedText(mediaType, text, before, base64, charset);
            }
        }
        return new EnclosedText(mediaType, Optional.empty(), before, base64, StandardCharsets.UTF_8);
    }

    private static Charset charset(String named, byte[] bytes) {
        if (bytes.length >= 2
                && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xfe + 0xff
                && ((bytes[0] | bytes[1]) & 0xfe) == 0xfe) {
            return StandardCharsets.UTF_16;
        }
        try {
            return named.isEmpty() ? null : Charset.forName(named);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<String> text(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean binary = text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u000b\b\u001b".indexOf(c) < 0);
            return binary || text.isBlank() ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decoded(String value) {
        Optional<String> bare = bare(value);
        try {
            return bare.map(it -> Base64.getDecoder().decode(it));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Base64 in one alphabet and without line feeds; nothing if a sentence stands there, which has letters too, but shorter lines. */
    private static Optional<String> bare(String value) {
        String text = value.strip();
        StringBuilder bare = new StringBuilder(text.length());
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                if (line > 0 && line < SHORTEST_LINE) {
                    return Optional.empty();
                }
                line = 0;
                continue;
            }
            boolean known = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "+/-_=".indexOf(c) >= 0;
            if (!known) {
                return Optional.empty();
            }
            line++;
            bare.append(c == '-' ? '+' : c == '_' ? '/' : c);
        }
        return Optional.of(bare.toString());
    }

    private static byte[] unescaped(String value) {
        byte[] written = value.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[written.length];
        int length = 0;
        for (int at = 0; at < written.length; at++) {
            int high = at + 2 < written.length ? Character.digit(written[at + 1], 16) : -1;
            int low = at + 2 < written.length ? Character.digit(written[at + 2], 16) : -1;
            if (written[at] == '%' && high >= 0 && low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                bytes[length++] = written[at];
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Whether the text is all that a model gets of the file: a page or a table may be printed, a picture is drawn. */
    boolean isPlain() {
        String type = mediaType;
        boolean textual = type.isEmpty()
                || type.startsWith("text/")
                || type.endsWith("json")
                || (type.endsWith("xml") && !type.startsWith("image/"))
                || type.contains("yaml")
                || type.contains("javascript")
                || type.contains("csv")
                || type.equals("application/octet-stream");
        String beginning = text.orElse("");
        return text.isPresent() && textual && !beginning.startsWith("%PDF") && !beginning.startsWith("{\\rtf");
    }

    /** The string that holds another text in the same way. */
    String holding(String other) {
        byte[] bytes = other.getBytes(charset);
        if (base64) {
            return before + Base64.getEncoder().encodeToString(bytes);
        }
        StringBuilder escaped = new StringBuilder(before);
        for (byte b : bytes) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || "-._~".indexOf(b) >= 0;
            escaped.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return escaped.toString();
    }
}
