package dev.fulcrum.surface;

/** Where a stream tells something first: the byte at which that event begins, or nowhere yet. Not safe between threads. */
final class FirstTold {
    private static final int NOWHERE = Integer.MAX_VALUE;

    private int at = NOWHERE;

    /** Takes that an event tells it which begins at this byte; in an answer that is no stream, 0. */
    void at(int byteOffset) {
        at = Math.min(at, byteOffset);
    }

    /** Whether it was told at all. */
    boolean told() {
        return at < NOWHERE;
    }

    /** Whether a caller who got the stream up to a byte knows it. */
    boolean before(int byteOffset) {
        return at < byteOffset;
    }
}
