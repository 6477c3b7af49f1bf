package dev.fulcrum.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Callers that hold streams open for a round: each sends its next request when its last stream has ended, until the time is over.
 *
 * <p>All live on one thread and do as little as they can, on plain sockets, since they share the machine with what they measure. Their state is
 * touched on that thread only.
 */
final class StreamClient implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final long NANOS_IN_MILLI = 1_000_000;

    private final SocketAddress server;
    private final StreamLoad load;
    private final Prompts prompts;
    private final Duration stallBound;
    private final Selector selector;
    private final long from;
    private final long to;
    private final StreamRound round = new StreamRound();
    private final CompletableFuture<StreamRound> over = new CompletableFuture<>();
    private final Timers timers = new Timers();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private int callers;
    private volatile boolean givenUp;

    private StreamClient(int port, StreamLoad load, Prompts prompts, Duration stallBound) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.load = load;
        this.prompts = prompts;
        this.stallBound = stallBound;
        this.selector = Selector.open();
        this.from = System.nanoTime() + load.opening().toNanos();
        this.to = from + load.measured().toNanos();
        this.callers = load.streams();
    }

    /**
     * Starts a round, which opens its streams one after the other.
     *
     * @param stallBound the longest silence that is no stall
     */
    static StreamClient start(int port, StreamLoad load, Prompts prompts, Duration stallBound) throws IOException {
        StreamClient client = new StreamClient(port, load, prompts, stallBound);
        for (int i = 0; i < load.streams(); i++) {
            client.timers.after(load.opening().toNanos() * i / load.streams(), client::connect);
        }
        new Thread(client::run, "stream clients").start();
        return client;
    }

    /** When the measured time begins and ends, on the clock of {@link System#nanoTime()}. */
    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long stallBoundNanos() {
        return stallBound.toNanos();
    }

    Pace pace() {
        return load.pace();
    }

    StreamRound round() {
        return round;
    }

    /** For whatever is read or written next. */
    ByteBuffer buffer() {
        return buffer;
    }

    byte[] nextRequest() {
        return prompts.next().getBytes();
    }

    /** Whether no further stream is to be opened. */
    boolean isOver() {
        return System.nanoTime() - to >= 0;
    }

    /** A caller's connection is gone, or has not come about; it connects again unless the time is over. */
    void closed() {
        if (isOver()) {
            callers--;
        } else {
            timers.after(RETRY.toNanos(), this::connect);
        }
    }

    /** Waits for the streams that are open when the time is over; those that do not end then have failed. */
    StreamRound await() throws InterruptedException {
        long limit = to - System.nanoTime() + load.patience().toNanos();
        try {
            return over.get(limit, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            giveUp();
            return over.orTimeout(15, TimeUnit.SECONDS).join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the clients broke", e);
        }
    }

    @Override
    public void close() {
        giveUp();
    }

    private void giveUp() {
        givenUp = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            for (long nanos = timers.runDue(); callers > 0 && !givenUp; nanos = timers.runDue()) {
                long millis = nanos / NANOS_IN_MILLI + 1;
                selector.select(key -> ((OpenStream) key.attachment()).ready(), millis);
            }
            List.copyOf(selector.keys()).forEach(key -> ((OpenStream) key.attachment()).close("the round ended"));
            over.complete(round);
        } catch (IOException | RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    private void connect() {
        if (isOver()) {
            callers--;
            return;
        }
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, 0);
            OpenStream stream = new OpenStream(this, key);
            key.attach(stream);
            stream.connect(server);
            timers.after(CONNECT_LIMIT.toNanos(), stream::giveUpConnecting);
        } catch (IOException e) {
            throw new UncheckedIOException("no socket for another stream", e);
        }
    }
}
