package dev.fulcrum.surface;

import java.util.Optional;

/** A content block of a Messages answer while it is put together; not safe between threads. */
final class MessagesBlock {
    private final long index;
    private final String name;
    private final GrowingPart part;
    private JsonSource input;
    private final FirstTold begun = new FirstTold();
    private final FirstTold stopped = new FirstTold();

    /**
     * A block that an event begins which stands at a byte of the stream.
     *
     * @param name of the tool that it calls; empty when it calls none
     * @param part where its text goes; null when it has none
     */
    MessagesBlock(long index, int begunAt, String name, GrowingPart part) {
        this.index = index;
        this.begun.at(begunAt);
        this.name = name;
        this.part = part;
    }

    void stopped(int at) {
        stopped.at(at);
    }

    /** Notes that deltas are going to tell a call's input. */
    void awaitInput() {
        input = new JsonSource();
    }

    /** What has come of a call's input; null if none is awaited. */
    JsonSource input() {
        return input;
    }

    /** Hands over what came of a call's input, once: nothing more is awaited. */
    Optional<JsonSource> takeInput() {
        Optional<JsonSource> taken = Optional.ofNullable(input);
        input = null;
        return taken;
    }

    /** Whether its end was told. */
    boolean isStopped() {
        return stopped.told();
    }

    /** Whether a caller who got the stream up to a byte waits for the end of this block. */
    boolean openAt(int byteOffset) {
        return begun.before(byteOffset) && !stopped.before(byteOffset);
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
