package dev.fulcrum.surface;

/** A content block of a Messages answer while it is put together; not safe between threads. */
final class MessagesBlock {
    private final long index;
    private final int begunAt;
    private final String name;
    private final GrowingPart part;
    private int stoppedAt = Integer.MAX_VALUE;

    /**
     * A block that an event begins which stands at a byte of the stream.
     *
     * @param name of the tool that it calls; empty when it calls none
     * @param part where its text goes; null when it has none
     */
    MessagesBlock(long index, int begunAt, String name, GrowingPart part) {
        this.index = index;
        this.begunAt = begunAt;
        this.name = name;
        this.part = part;
    }

    void stopped(int at) {
        stoppedAt = Math.min(stoppedAt, at);
    }

    /** Whether a caller who got the stream up to a byte waits for the end of this block. */
    boolean openAt(int byteOffset) {
        return begunAt < byteOffset && stoppedAt >= byteOffset;
    }

    long index() {
        return index;
    }

    String name() {
        return name;
    }

    GrowingPart part() {
        return part;
    }
}
