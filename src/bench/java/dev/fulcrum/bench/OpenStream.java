package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One caller's connection and the stream that is open on it.
 *
 * <p>Events are counted by their line ends, two for each, which is exact for what the benchmark's upstream sends: the first tells the role, the
 * second is the first with text. What is read at once has arrived at once.
 */
final class OpenStream {
    private static final int LINE_ENDS_TO_TEXT = 4;
    private static final String HEAD =
            """
            POST /v1/chat/completions HTTP/1.1\r
            host: 127.0.0.1\r
            content-type: application/json\r
            content-length: %d\r
            \r
            """;

    private final StreamClient client;
    private final SelectionKey key;
    private final SocketChannel channel;
    private final Outlet outlet;
    private final AnswerReader answer = new AnswerReader();
    private boolean connected;
    private boolean closed; // said here, since a channel that cannot connect closes itself
    private boolean open;
    private long sent;
    private long last;
    private long longest;

    OpenStream(StreamClient client, SelectionKey key) {
        this.client = client;
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        this.outlet = new Outlet(key);
    }

    /** Connects, and sends the first request when that is done. */
    void connect(SocketAddress server) {
        try {
            if (channel.connect(server)) {
                connected();
            } else {
                key.interestOps(SelectionKey.OP_CONNECT);
            }
        } catch (IOException e) {
            close(e.toString());
        }
    }

    /** The socket is connected, can be read, or takes more. */
    void ready() {
        try {
            if (!connected) {
                if (channel.finishConnect()) {
                    connected();
                }
                return;
            }
            if (key.isWritable()) {
                outlet.flush();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            close(e.toString());
        }
    }

    /** Closes the connection if it has not come about. */
    void giveUpConnecting() {
        if (!connected) {
            close("it took too long");
        }
    }

    /** Closes the connection, once; a stream that is open on it has failed. */
    void close(String why) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // then there is nothing left to close
        }
        if (!connected) {
            client.round().failed("no connection: " + why);
        } else if (open) {
            open = false;
            silent(System.nanoTime());
            client.round().silence(longest, client.stallBoundNanos());
            client.round().failed("closed after " + answer.lineEnds() / 2 + " events: " + why);
        }
        client.closed();
    }

    private void connected() throws IOException {
        connected = true;
        key.interestOps(SelectionKey.OP_READ);
        send();
    }

    private void send() throws IOException {
        byte[] body = client.nextRequest();
        ByteBuffer request = client.buffer().clear();
        request.put(HEAD.formatted(body.length).getBytes(US_ASCII)).put(body).flip();
        open = true;
        longest = 0;
        answer.begin();
        sent = System.nanoTime();
        last = sent;
        outlet.write(request);
    }

    private void read() throws IOException {
        ByteBuffer in = client.buffer().clear();
        if (channel.read(in) < 0) {
            close("the other side closed it");
            return;
        }
        in.flip();
        int before = answer.lineEnds();
        answer.read(in);
        if (in.hasRemaining()) {
            throw new ProtocolException("more came than one answer");
        }
        arrived(before);
        if (answer.isOver()) {
            ended();
        }
    }

    private void arrived(int before) {
        int lineEnds = answer.lineEnds();
        int events = lineEnds / 2 - before / 2;
        if (events == 0) {
            return;
        }
        long now = System.nanoTime();
        silent(now);
        if (now - client.from() >= 0 && now - client.to() <= 0) {
            client.round().arrived(events);
            if (before >= LINE_ENDS_TO_TEXT) {
                client.round().gap(now - last);
            } else if (lineEnds >= LINE_ENDS_TO_TEXT && sent - client.from() >= 0) {
                client.round().firstContent(now - sent);
            }
        }
        last = now;
    }

    /** Notes how long nothing came, as far as it lies before the end of the measured time. */
    private void silent(long now) {
        if (now - client.from() >= 0) {
            long until = now - client.to() > 0 ? client.to() : now;
            longest = Math.max(longest, until - last);
        }
    }

    private void ended() throws IOException {
        open = false;
        client.round().silence(longest, client.stallBoundNanos());
        int events = answer.lineEnds() / 2;
        if (answer.status() != 200) {
            client.round().failed("HTTP " + answer.status());
        } else if (!answer.isTerminated() || events != client.pace().events()) {
            client.round()
                    .failed("ended after " + events + " of " + client.pace().events() + " events, "
                            + (answer.isTerminated() ? "with" : "without") + " its terminator");
        } else {
            client.round().whole();
        }
        if (client.isOver() || answer.status() != 200) {
            close("");
        } else {
            send();
        }
    }
}
