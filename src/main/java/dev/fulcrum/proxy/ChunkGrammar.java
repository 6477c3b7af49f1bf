package dev.fulcrum.proxy;

import io.netty.buffer.ByteBuf;

/**
 * Holds the bytes of a chunked body to the grammar of RFC 9112, section 7.1; Netty reads `5 6` and a size behind blanks as well.
 *
 * <p>For one connection; not thread-safe.
 */
final class ChunkGrammar {
    private static final int MOST_DIGITS = 8;

    private enum Place {
        SIZE,
        /** After blanks behind the size, where only an extension may follow. */
        BLANKS,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER
    }

    private final HeadGrammar trailer = new HeadGrammar();
    private Place place = Place.SIZE;
    private long size;
    private int digits;

    /** Begins a body. */
    void begin() {
        place = Place.SIZE;
        size = 0;
        digits = 0;
    }

    /**
     * Reads on in a body.
     *
     * @throws UnsafeRequest at the first byte that does not belong there
     */
    void read(ByteBuf bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (place == Place.DATA) {
                int taken = (int) Math.min(size, to - at);
                size -= taken;
                at += taken;
                place = size == 0 ? Place.DATA_CR : Place.DATA;
            } else if (place == Place.TRAILER) {
                trailer.read(bytes, at, to);
                return;
            } else {
                step(bytes.getByte(at) & 0xff);
                at++;
            }
        }
    }

    private void step(int next) {
        switch (place) {
            case SIZE -> size(next);
            case BLANKS -> blanks(next);
            case EXTENSION -> extension(next);
            case SIZE_END -> sizeEnd(next);
            case DATA_CR -> {
                require(next == '\r');
                place = Place.DATA_LF;
            }
            default -> {
                require(next == '\n');
                begin();
            }
        }
    }

    private void size(int next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            require(digits < MOST_DIGITS);
            digits++;
            size = size * 16 + digit;
            return;
        }
        require(digits > 0);
        place = Place.BLANKS;
        blanks(next);
    }

    private void blanks(int next) {
        if (next == ';') {
            place = Place.EXTENSION;
        } else if (next == '\r') {
            place = Place.SIZE_END;
        } else {
            require(next == ' ' || next == '\t');
        }
    }

    private void extension(int next) {
        if (next == '\r') {
            place = Place.SIZE_END;
        } else {
            require(next == '\t' || (next >= ' ' && next != 0x7f));
        }
    }

    private void sizeEnd(int next) {
        require(next == '\n');
        if (size > 0) {
            place = Place.DATA;
        } else {
            place = Place.TRAILER;
            trailer.beginTrailer();
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new UnsafeRequest("a chunk of the body is not what HTTP allows");
        }
    }
}
