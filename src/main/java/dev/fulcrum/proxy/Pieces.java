package dev.fulcrum.proxy;

import io.vertx.core.buffer.Buffer;

/** What has come of a body. One that comes in one piece, as most do, is not copied. */
final class Pieces {
    private Buffer whole = Buffer.buffer(0);
    private boolean joined;

    /** Takes a piece, which nobody else may change. */
    void add(Buffer piece) {
        if (whole.length() == 0) {
            whole = piece;
            joined = false;
        } else {
            if (!joined) {
                whole = Buffer.buffer(2 * (whole.length() + piece.length())).appendBuffer(whole);
                joined = true;
            }
            whole.appendBuffer(piece);
        }
    }

    int length() {
        return whole.length();
    }

    /** All pieces together; may grow with further ones. */
    Buffer whole() {
        return whole;
    }
}
