package dev.fulcrum.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Holds the bytes of a request's head to the grammar of RFC 9112, sections 2 to 5, without what it only tolerates.
 *
 * <p>Netty reads heads leniently: control characters before the request line, tabs inside of it, folded header lines. Each of
 * these is read differently by something else, and where two read a head differently, one request can hide in another. For one
 * connection; not thread-safe.
 */
final class HeadGrammar {
    private enum Place {
        BEFORE,
        REQUEST_LINE,
        LINE_START,
        NAME,
        VALUE,
        /** After a CR, which only LF may follow. */
        LINE_END
    }

    private static final boolean[] TOKEN = token();

    private final ByteProcessor reading = this::take;
    private Place place = Place.BEFORE;
    private int previous;
    private int blanks;

    /** Begins a head. */
    void begin() {
        place = Place.BEFORE;
        previous = 0;
        blanks = 0;
    }

    /** Begins headers that no request line stands before. */
    void beginTrailer() {
        place = Place.LINE_START;
        previous = '\n';
    }

    /**
     * Reads on in a head.
     *
     * @throws UnsafeRequest at the first byte that does not belong there
     */
    void read(ByteBuf bytes, int from, int to) {
        int unused = bytes.forEachByte(from, to - from, reading);
    }

    private boolean take(byte value) {
        int next = value & 0xff;
        step(next);
        previous = next;
        return true;
    }

    private void step(int next) {
        switch (place) {
            case BEFORE -> before(next);
            case REQUEST_LINE -> requestLine(next);
            case LINE_START -> lineStart(next);
            case NAME -> name(next);
            case VALUE -> value(next);
            case LINE_END -> lineEnd(next);
        }
    }

    /** Empty lines may come before the request line; some clients end a body with one. */
    private void before(int next) {
        boolean emptyLine = next == '\r' || (next == '\n' && previous == '\r');
        if (!emptyLine) {
            place = Place.REQUEST_LINE;
            requestLine(next);
        }
    }

    private void requestLine(int next) {
        if (next == '\r') {
            require(blanks == 2 && previous != ' ', "the request line has not three words");
            place = Place.LINE_END;
        } else if (next == ' ') {
            blanks++;
            require(
                    blanks <= 2 && previous != ' ' && previous != 0,
                    "the request line has blanks that do not belong there");
        } else {
            require(next > ' ' && next < 0x7f, "the request line has a character that does not belong there");
        }
    }

    private void lineStart(int next) {
        require(next != ' ' && next != '\t', "a header goes on in another line");
        if (next == '\r') {
            place = Place.LINE_END;
        } else {
            place = Place.NAME;
            name(next);
        }
    }

    private void name(int next) {
        if (next == ':' && previous != '\n') {
            place = Place.VALUE;
        } else {
            require(isToken(next), "the name of a header has a character that does not belong there");
        }
    }

    private void value(int next) {
        if (next == '\r') {
            place = Place.LINE_END;
        } else {
            require(
                    next == '\t' || (next >= ' ' && next != 0x7f),
                    "the value of a header has a character that does not belong there");
        }
    }

    private void lineEnd(int next) {
        require(next == '\n', "a line ends with half a line end");
        place = Place.LINE_START;
    }

    private static boolean isToken(int c) {
        return c < TOKEN.length && TOKEN[c];
    }

    private static boolean[] token() {
        boolean[] token = new boolean[0x80];
        for (int c = 0; c < token.length; c++) {
            token[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return token;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnsafeRequest(otherwise);
        }
    }
}
