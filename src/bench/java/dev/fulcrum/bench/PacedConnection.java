package dev.fulcrum.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection to {@link PacedUpstream}, with one stream at a time. */
final class PacedConnection {
    private final PacedUpstream upstream;
    private final SelectionKey key;
    private final SocketChannel channel;
    private final Outlet outlet;
    private final RequestReader requests = new RequestReader();

    /** Absent between two answers. */
    private PacedStream stream;

    PacedConnection(PacedUpstream upstream, SelectionKey key) {
        this.upstream = upstream;
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        this.outlet = new Outlet(key);
    }

    /** The socket can be read, or takes more. */
    void ready() {
        try {
            if (key.isWritable()) {
                outlet.flush();
                sendDue();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException gone) {
            close();
        }
    }

    /** Sends what is due. */
    void advance() {
        try {
            sendDue();
        } catch (IOException gone) {
            close();
        }
    }

    private void read() throws IOException {
        ByteBuffer in = upstream.buffer().clear();
        if (channel.read(in) < 0) {
            close();
            return;
        }
        requests.add(in.flip());
        Optional<String> request = requests.next();
        if (request.isPresent()) {
            answer(request.get());
        }
    }

    private void answer(String request) throws IOException {
        if (stream != null) {
            throw new IOException("a request came before the last one was answered");
        }
        if (request.contains("\"stream\":true")) {
            stream = new PacedStream(Pace.in(request).orElse(PacedUpstream.UNPACED), upstream.now());
            sendDue();
        } else {
            outlet.write(
                    upstream.buffer().clear().put(PacedUpstream.EMPTY_ANSWER).flip());
        }
    }

    private void sendDue() throws IOException {
        if (stream == null || outlet.isFull()) {
            return;
        }
        ByteBuffer out = upstream.buffer().clear();
        stream.putDue(upstream.now(), out);
        if (out.position() > 0) {
            outlet.write(out.flip());
        }
        if (stream.isOver()) {
            stream = null;
        } else if (!outlet.isFull()) {
            upstream.later(this, stream);
        }
    }

    private void close() {
        stream = null;
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // then there is nothing left to close
        }
    }
}
