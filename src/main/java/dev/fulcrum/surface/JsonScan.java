package dev.fulcrum.surface;

import dev.fulcrum.surface.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fills a {@link JsonDocument} in one pass over the bytes of a regular text, as nearly all are; used once.
 *
 * <p>What it takes, {@link JsonTape} takes too, with the same values in the same places. What it refuses need not be malformed: it also leaves to
 * the tape what is rare, such as escapes in keys or very many of them, and never has to tell what is wrong, or where.
 */
final class JsonScan {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_LEVELS = 100;
    private static final int MOST_KEYS = 64;
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_NUMBER = 100;

    private final byte[] bytes;
    private final int to;
    private final boolean paired;
    private final JsonDocument document;
    private int at;

    /** A scan of {@code from} to {@code to}; {@code paired} as in {@link JsonReader#read}. */
    JsonScan(byte[] bytes, int from, int to, boolean paired) {
        this.bytes = bytes;
        this.to = to;
        this.paired = paired;
        this.at = from;
        this.document = new JsonDocument(bytes, to - from);
    }

    /**
     * The document, in which at most {@code maxDepth} objects and arrays are open at once.
     *
     * @throws MalformedJson if the text is not regular
     */
    JsonDocument read(int maxDepth) throws MalformedJson {
        skipBlanks();
        value(JsonDocument.NO_KEY, Math.min(maxDepth, MOST_LEVELS));
        skipBlanks();
        if (at < to) {
            throw irregular();
        }
        return document;
    }

    /** @param levels how many more objects and arrays may be opened */
    private void value(int keyStart, int levels) throws MalformedJson {
        int node = document.open(at, keyStart);
        switch (peek()) {
            case '"' -> at = JsonStrings.end(bytes, at, to, paired);
            case '{' -> object(node, levels - 1);
            case '[' -> array(levels - 1);
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> number();
        }
        document.close(node, at);
    }

    private void object(int node, int levels) throws MalformedJson {
        boolean more = begin('}', levels);
        long marks = 0;
        for (int count = 1; more; count++) {
            int start = at;
            int length = key();
            long mark = mark(start, length);
            if (count > MOST_KEYS || ((marks & mark) != 0 && named(node, start, length))) {
                throw irregular();
            }
            marks |= mark;
            skipBlanks();
            take(':');
            skipBlanks();
            value(start, levels);
            more = goesOn('}');
        }
    }

    private void array(int levels) throws MalformedJson {
        boolean more = begin(']', levels);
        while (more) {
            value(JsonDocument.NO_KEY, levels);
            more = goesOn(']');
        }
    }

    /** Takes an opening bracket, and the closing one if nothing stands between; whether something does. */
    private boolean begin(char close, int levels) throws MalformedJson {
        if (levels < 0) {
            throw irregular();
        }
        at++;
        skipBlanks();
        if (peek() == close) {
            at++;
            return false;
        }
        return true;
    }

    /** Takes a comma or the closing bracket; whether it was a comma. */
    private boolean goesOn(char close) throws MalformedJson {
        skipBlanks();
        if (peek() == ',') {
            at++;
            skipBlanks();
            return true;
        }
        take(close);
        return false;
    }

    /** Takes a key without escapes; the length of its token. */
    private int key() throws MalformedJson {
        int start = at;
        if (peek() != '"') {
            throw irregular();
        }
        at = JsonStrings.end(bytes, start, to, paired);
        int plain = ByteRuns.plainEnd(bytes, start + 1, to);
        if (at - start > LONGEST_KEY || ByteRuns.next(bytes, plain, at, '\\') < at) {
            throw irregular();
        }
        return at - start;
    }

    /** One of 64 bits, the same for the same key: most objects are told to have no key twice by these alone. */
    private long mark(int start, int length) {
        return 1L << (bytes[start + 1] * 31 + bytes[start + length - 2] * 7 + length);
    }

    private boolean named(int object, int start, int length) {
        int open = document.size();
        for (int child = document.first(object); child < open; child = document.after(child)) {
            int key = document.keyStart(child);
            if (Arrays.equals(bytes, start, start + length, bytes, key, key + length)) {
                return true;
            }
        }
        return false;
    }

    private void word(byte[] word) throws MalformedJson {
        int end = at + word.length;
        if (end > to || !Arrays.equals(bytes, at, end, word, 0, word.length)) {
            throw irregular();
        }
        at = end;
    }

    private void number() throws MalformedJson {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < to && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
        }
        if (at - start > LONGEST_NUMBER) {
            throw irregular();
        }
    }

    private void digits() throws MalformedJson {
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw irregular();
        }
    }

    private void take(char expected) throws MalformedJson {
        if (peek() != expected) {
            throw irregular();
        }
        at++;
    }

    private byte peek() throws MalformedJson {
        if (at >= to) {
            throw irregular();
        }
        return bytes[at];
    }

    private void skipBlanks() {
        while (at < to && JsonTape.blank(bytes[at])) {
            at++;
        }
    }

    private MalformedJson irregular() {
        return new MalformedJson(Problem.SYNTAX, at);
    }
}
