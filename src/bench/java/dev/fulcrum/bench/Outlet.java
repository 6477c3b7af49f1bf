package dev.fulcrum.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Writes to a socket that does not block, and keeps what the socket does not take at once. Not thread-safe. */
final class Outlet {
    private final SelectionKey key;
    private final SocketChannel channel;

    /** What is still to be written; null for nothing. */
    private ByteBuffer rest;

    /** @param key of the channel to write to; whoever selects it calls {@link #flush()} when it is writable */
    Outlet(SelectionKey key) {
        this.key = key;
        this.channel = (SocketChannel) key.channel();
    }

    /**
     * Writes a buffer, which is the caller's again afterwards.
     *
     * @throws IllegalStateException when it is full
     */
    void write(ByteBuffer bytes) throws IOException {
        if (isFull()) {
            throw new IllegalStateException("what was written before has not left yet");
        }
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            rest = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** Whether something waits for the socket. */
    boolean isFull() {
        return rest != null;
    }

    /** Writes what was kept, as far as the socket takes it now. */
    void flush() throws IOException {
        channel.write(rest);
        if (!rest.hasRemaining()) {
            rest = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }
}
