package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The model endpoint of {@link StreamBench}: a process of its own whose streams take the time that a request asks for.
 *
 * <p>What is due is sent every {@value #TICK_MILLIS} ms, as a model's server sends a word of every stream that it decodes in one step. One thread on
 * plain sockets does it all, and an event costs little more than its write, since the upstream shares the machine with what is measured.
 */
final class PacedUpstream {
    /** Of streams that ask for no pace: each event as soon as every other stream has had its turn. */
    static final Pace UNPACED = new Pace(57, 0, Pace.Text.SENTENCES);

    /** Of requests for anything but a stream. */
    static final byte[] EMPTY_ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(US_ASCII);

    private static final int TICK_MILLIS = 5;
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final int BACKLOG = 4096;

    private final long begun = System.nanoTime();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final TimingWheel<PacedConnection> paced = new TimingWheel<>(TICK_MILLIS * NANOS_IN_MILLI);
    private final Queue<PacedConnection> unpaced = new ArrayDeque<>();
    private final Selector selector;
    private final ServerSocketChannel server;

    /** Listens to a port of the loopback interface; {@link #serve()} answers. */
    PacedUpstream(int port) throws IOException {
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws IOException {
        new PacedUpstream(Integer.parseInt(arguments[0])).serve();
    }

    /** For whatever is read or written next. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** The time in nanoseconds since it was started. */
    long now() {
        return System.nanoTime() - begun;
    }

    /** Calls a connection again when its stream's next event is due, or before. */
    void later(PacedConnection connection, PacedStream stream) {
        if (stream.isPaced()) {
            paced.add(connection, stream.dueNanos());
        } else {
            unpaced.add(connection);
        }
    }

    /** Serves on this thread until the process is ended. */
    void serve() throws IOException {
        while (true) {
            select();
            paced.advance(now(), PacedConnection::advance);
            for (int turns = unpaced.size(); turns > 0; turns--) {
                unpaced.remove().advance();
            }
        }
    }

    private void select() throws IOException {
        long millis = unpaced.isEmpty() ? (paced.nextTickNanos() - now() + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI : 0;
        if (millis > 0) {
            selector.select(this::ready, millis);
        } else {
            selector.selectNow(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof PacedConnection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new PacedConnection(this, key));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot accept connections", e);
        }
    }
}
