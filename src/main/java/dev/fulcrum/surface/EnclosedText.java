package dev.fulcrum.surface;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in a string that holds a file: in Base64, or in a {@code data:} address.
 *
 * @param mediaType as the address names it, in lower case; empty if nothing does
 * @param readings what the file says, if it is text; more than one if readers may differ about its characters
 * @param before what stands in the string before the encoded bytes
 * @param rest the encoded bytes
 * @param base64 whether they are in Base64, otherwise with percent signs
 * @param wordy whether there is more before them, or among them, than it needs
 */
record EnclosedText(
        String mediaType, List<Reading> readings, String before, String rest, boolean base64, boolean wordy) {

    /** A text and the characters that it is written in. */
    record Reading(String text, Charset charset) {}

    /** Lines of Base64 have 64 or 76 characters. */
    private static final int SHORTEST_LINE = 40;

    /** Bytes that a reader without care makes of a sentence are no file. */
    private static final int CHARACTERS_FOR_A_BLANK = 16;

    private static final String DATA = "data:";

    static boolean isAddress(String value) {
        return value.regionMatches(true, blanks(value), DATA, 0, DATA.length());
    }

    private static int blanks(String value) {
        int at = 0;
        while (at < value.length() && value.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** What a {@code data:} address holds; nothing if it is not one. */
    static Optional<EnclosedText> inAddress(String value) {
        int comma = value.indexOf(',');
        if (comma < 0 || !isAddress(value)) {
            return Optional.empty();
        }
        String[] head = value.substring(blanks(value) + DATA.length(), comma).split(";", -1);
        String type = head[0].strip().toLowerCase(Locale.ROOT);
        boolean wordy = !type.chars().allMatch(EnclosedText::ofAType);
        boolean base64 = false;
        String charset = "";
        for (String parameter : Arrays.asList(head).subList(1, head.length)) {
            String bare = parameter.strip();
            if (bare.equalsIgnoreCase("base64")) {
                base64 = true;
            } else if (bare.regionMatches(true, 0, "charset=", 0, 8)
                    && bare.chars()
                            .allMatch(c -> c == '=' || c == '"' || c == '_' || ofAType(Character.toLowerCase(c)))) {
                charset = charset.isEmpty() ? bare.substring(8).replace("\"", "") : charset;
            } else if (!bare.isEmpty()) {
                wordy = true;
            }
        }
        String before = value.substring(0, comma + 1);
        String rest = value.substring(comma + 1);
        if (!base64) {
            return Optional.of(of(unescaped(rest), type, before, rest, false, wordy, charset));
        }
        Optional<byte[]> bytes = decoded(rest);
        return Optional.of(of(
                bytes.orElseGet(() -> decodedAnyhow(rest)),
                type,
                before,
                rest,
                true,
                wordy || bytes.isEmpty(),
                charset));
    }

    private static boolean ofAType(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".+/*-:".indexOf(c) >= 0;
    }

    /** What a string in Base64 holds; nothing if it is not in Base64, nor anything that a reader without care takes for it. */
    static Optional<EnclosedText> inBase64(String value, String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        Optional<byte[]> bytes = value.isBlank() ? Optional.empty() : decoded(value);
        if (bytes.isEmpty() && mayBeBase64(value)) {
            return Optional.of(of(decodedAnyhow(value), type, "", value, true, true, ""));
        }
        return bytes.map(it -> of(it, type, "", value, true, false, ""));
    }

    private static boolean mayBeBase64(String value) {
        int blanks = 0;
        int others = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            blanks += c <= ' ' ? 1 : 0;
            others += c > ' ' && sextet(c) < 0 && c != '=' ? 1 : 0;
        }
        return value.length() >= SHORTEST_LINE
                && blanks * CHARACTERS_FOR_A_BLANK <= value.length()
                && others * CHARACTERS_FOR_A_BLANK <= value.length();
    }

    private static EnclosedText of(
            byte[] bytes, String type, String before, String rest, boolean base64, boolean wordy, String named) {
        List<Reading> readings = new ArrayList<>(2);
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, marked(bytes), charset(named)}) {
            Optional<String> text = charset == null ? Optional.empty() : text(bytes, charset);
            if (text.isPresent() && readings.stream().noneMatch(it -> it.text().equals(text.get()))) {
                readings.add(new Reading(text.get(), charset));
            }
        }
        if (marked(bytes) != null) {
            // a mark before what is no text of its kind: readers without care skip it
            text(Arrays.copyOfRange(bytes, 2, bytes.length), StandardCharsets.UTF_8)
                    .ifPresent(it -> readings.add(new Reading(it, StandardCharsets.UTF_8)));
        }
        return new EnclosedText(type, List.copyOf(readings), before, rest, base64, wordy);
    }

    private static Charset marked(byte[] bytes) {
        return bytes.length >= 2
                        && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xfe + 0xff
                        && ((bytes[0] | bytes[1]) & 0xfe) == 0xfe
                ? StandardCharsets.UTF_16
                : null;
    }

    private static Charset charset(String named) {
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
            return binary || text.isBlank() || !charset.canEncode() ? Optional.empty() : Optional.of(text);
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
            if (sextet(c) < 0 && c != '=') {
                return Optional.empty();
            }
            line++;
            bare.append(c == '-' ? '+' : c == '_' ? '/' : c);
        }
        return Optional.of(bare.toString());
    }

    /** Bytes as careless readers decode them: whatever is not in the alphabet they skip, and they miss no padding. */
    private static byte[] decodedAnyhow(String value) {
        byte[] bytes = new byte[value.length()];
        int length = 0;
        int gathered = 0;
        int bits = 0;
        for (int i = 0; i < value.length(); i++) {
            int sextet = sextet(value.charAt(i));
            if (sextet >= 0) {
                gathered = (gathered << 6 | sextet) & 0xffff;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    bytes[length++] = (byte) (gathered >> bits);
                }
            } else if (value.charAt(i) == '=') {
                bits = 0;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
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

    boolean isText() {
        return !readings.isEmpty();
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
        String beginning = isText() ? readings.get(0).text() : "";
        return isText() && textual && !beginning.startsWith("%PDF") && !beginning.startsWith("{\\rtf");
    }

    /** What is written around the bytes, or among them, if it is more than they need. */
    String aside() {
        return wordy ? before.isEmpty() || untidy() ? before + rest : before : "";
    }

    private boolean untidy() {
        return base64 && rest.chars().anyMatch(c -> sextet((char) c) < 0 && c != '=');
    }

    /**
     * The string with other texts.
     *
     * @param texts of the readings and then what stands aside; null for what stays as it is
     */
    String edited(List<String> texts) {
        int changed = 0;
        Reading reading = null;
        for (int i = 0; i < readings.size(); i++) {
            if (texts.get(i) != null) {
                changed++;
                reading = new Reading(texts.get(i), readings.get(i).charset());
            }
        }
        String aside = texts.size() > readings.size() ? texts.get(readings.size()) : null;
        if (reading == null) {
            return aside == null ? before + rest : untidy() || before.isEmpty() ? aside : aside + rest;
        }
        String head = aside == null ? before : before.isEmpty() ? "" : aside.substring(0, aside.indexOf(',') + 1);
        // two readings of the same bytes cannot both be mended
        return holding(changed > 1 ? "[removed]" : reading.text(), head, reading.charset());
    }

    private String holding(String other, String head, Charset charset) {
        byte[] bytes = other.getBytes(charset);
        if (base64) {
            return head + Base64.getEncoder().encodeToString(bytes);
        }
        StringBuilder escaped = new StringBuilder(head);
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
