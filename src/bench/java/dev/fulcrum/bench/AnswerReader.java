package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Takes the answers on one connection apart, piece by piece as they come, and counts the line ends of their bodies: HTTP/1.1 with bodies by length or
 * in chunks (RFC 9112, sections 6 and 7).
 *
 * <p>It keeps nothing of a body, and looks at eight bytes at a time: what it costs is taken from what is measured.
 */
final class AnswerReader {
    private static final long TERMINATOR =
            ByteBuffer.wrap("[DONE]\n\n".getBytes(US_ASCII)).getLong();
    private static final long EVERY_BYTE_LINE_END = 0x0a0a_0a0a_0a0a_0a0aL;
    private static final long EVERY_BYTE_LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

    /** Of a body whose end is the connection's. */
    private static final long UNTOLD = Long.MAX_VALUE;

    private enum Part {
        STATUS,
        HEADER,
        CHUNK_SIZE,
        BODY,
        CHUNK_END,
        TRAILER,
        END
    }

    private final StringBuilder line = new StringBuilder();
    private Part part = Part.STATUS;
    private int status;
    private boolean chunked;
    private long left;
    private int lineEnds;
    private long lastEightBytes;

    /** Awaits the next answer. */
    void begin() {
        part = Part.STATUS;
        status = 0;
        chunked = false;
        left = UNTOLD;
        lineEnds = 0;
        lastEightBytes = 0;
    }

    /**
     * Reads what came, up to the end of the answer at most.
     *
     * @param bytes in the order of the network
     * @throws ProtocolException when it is no HTTP as above
     */
    void read(ByteBuffer bytes) throws ProtocolException {
        while (bytes.hasRemaining() && part != Part.END) {
            switch (part) {
                case BODY -> body(bytes);
                case CHUNK_SIZE, CHUNK_END -> frame(bytes.get());
                default -> head(bytes.get());
            }
        }
    }

    /** Whether the answer has come to its end. */
    boolean isOver() {
        return part == Part.END;
    }

    /** The HTTP status; 0 before it has come. */
    int status() {
        return status;
    }

    /** Line ends in the body so far. */
    int lineEnds() {
        return lineEnds;
    }

    /** Whether the body so far ends with the terminator of a stream. */
    boolean isTerminated() {
        return lastEightBytes == TERMINATOR;
    }

    private void head(byte next) throws ProtocolException {
        if (next != '\n') {
            line.append((char) next);
            return;
        }
        String whole = line.toString().strip();
        line.setLength(0);
        if (part == Part.STATUS) {
            status = status(whole);
            part = Part.HEADER;
        } else if (!whole.isEmpty()) {
            header(whole.toLowerCase(Locale.ROOT));
        } else if (part == Part.TRAILER) {
            part = Part.END;
        } else if (chunked) {
            left = 0;
            part = Part.CHUNK_SIZE;
        } else {
            part = left == 0 ? Part.END : Part.BODY;
        }
    }

    private static int status(String line) throws ProtocolException {
        if (!line.matches("HTTP/1\\.1 [0-9]{3}( .*)?")) {
            throw new ProtocolException("not a status line: " + line);
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    private void header(String header) {
        if (header.startsWith("content-length:")) {
            left = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
        } else if (header.startsWith("transfer-encoding:")) {
            chunked = header.endsWith("chunked");
        }
    }

    /** Reads a byte of a chunk's size, which comes without extensions, or of the line end behind a chunk. */
    private void frame(byte next) throws ProtocolException {
        if (next == '\r') {
            return;
        }
        int digit = Character.digit(next, 16);
        if (part == Part.CHUNK_SIZE && digit >= 0 && left < Integer.MAX_VALUE) {
            left = left << 4 | digit;
        } else if (next != '\n') {
            throw new ProtocolException("neither a chunk's size nor a line end: byte " + next);
        } else if (part == Part.CHUNK_END) {
            part = Part.CHUNK_SIZE;
        } else {
            part = left == 0 ? Part.TRAILER : Part.BODY;
        }
    }

    private void body(ByteBuffer bytes) {
        int from = bytes.position();
        int to = from + (int) Math.min(left, bytes.remaining());
        lineEnds += lineEnds(bytes, from, to);
        if (to - from >= Long.BYTES) {
            lastEightBytes = bytes.getLong(to - Long.BYTES);
        } else {
            for (int i = from; i < to; i++) {
                lastEightBytes = lastEightBytes << Byte.SIZE | (bytes.get(i) & 0xff);
            }
        }
        bytes.position(to);
        left -= to - from;
        if (left == 0) {
            part = chunked ? Part.CHUNK_END : Part.END;
        }
    }

    /** Counts eight bytes at a time: the sum carries into a byte's highest bit unless all its bits are those of a line end. */
    private static int lineEnds(ByteBuffer bytes, int from, int to) {
        int count = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long difference = bytes.getLong(i) ^ EVERY_BYTE_LINE_END;
            long others = (difference & EVERY_BYTE_LOW_BITS) + EVERY_BYTE_LOW_BITS | difference;
            count += Long.BYTES - Long.bitCount(others & ~EVERY_BYTE_LOW_BITS);
        }
        for (; i < to; i++) {
            count += bytes.get(i) == '\n' ? 1 : 0;
        }
        return count;
    }
}
