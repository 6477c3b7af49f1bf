package dev.fulcrum.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Callers that hold streams open: each sends its next request when its last stream has ended, until the time is over.
 *
 * <p>All live on one thread and do as little as they can, on Netty itself, since they share the machine with what they measure.
 */
final class StreamClient implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(200);

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /**
     * Starts a round, which opens its streams one after the other.
     *
     * @param stallBound the longest silence that is no stall
     */
    Running start(int port, StreamLoad load, Prompts prompts, Duration stallBound) {
        Running running = new Running(port, load, prompts, stallBound);
        running.open();
        return running;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    /** A round that is under way; its state is touched on the event loop only. */
    final class Running {
        private final StreamLoad load;
        private final Prompts prompts;
        private final Duration stallBound;
        private final Bootstrap bootstrap;
        private final long begun = System.nanoTime();
        private final long from;
        private final long to;
        private final StreamRound round = new StreamRound();
        private final CompletableFuture<StreamRound> over = new CompletableFuture<>();
        private final Set<Channel> channels = new HashSet<>();
        private int callers;

        private Running(int port, StreamLoad load, Prompts prompts, Duration stallBound) {
            this.load = load;
            this.prompts = prompts;
            this.stallBound = stallBound;
            this.from = begun + load.opening().toNanos();
            this.to = from + load.measured().toNanos();
            this.callers = load.streams();
            this.bootstrap = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
                    .remoteAddress("127.0.0.1", port)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new HttpClientCodec(), new OpenStream(Running.this));
                        }
                    });
        }

        private void open() {
            for (int i = 0; i < load.streams(); i++) {
                after(load.opening().toNanos() * i / load.streams());
            }
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

        byte[] nextRequest() {
            return prompts.next().getBytes();
        }

        /** Whether no further stream is to be opened. */
        boolean isOver() {
            return System.nanoTime() - to >= 0;
        }

        void opened(Channel channel) {
            channels.add(channel);
        }

        /** A caller's connection is gone; it connects again unless the time is over. */
        void closed(Channel channel) {
            channels.remove(channel);
            if (isOver()) {
                leave();
            } else {
                after(RETRY.toNanos());
            }
        }

        /** Waits for the streams that are open when the time is over; those that do not end then have failed. */
        StreamRound await() throws InterruptedException {
            long limit = to - System.nanoTime() + load.patience().toNanos();
            try {
                return over.get(limit, TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                loop.execute(() -> List.copyOf(channels).forEach(channel -> {
                    ChannelFuture unused = channel.close();
                }));
                return over.orTimeout(15, TimeUnit.SECONDS).join();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a round ends in no other way", e);
            }
        }

        private void after(long nanos) {
            ScheduledFuture<?> unused = loop.schedule(this::connect, nanos, TimeUnit.NANOSECONDS);
        }

        private void connect() {
            if (isOver()) {
                leave();
                return;
            }
            ChannelFuture connecting = bootstrap.connect();
            connecting.addListener(connected -> {
                if (!connected.isSuccess()) {
                    round.failed("no connection: " + connected.cause());
                    after(RETRY.toNanos());
                }
            });
        }

        private void leave() {
            callers--;
            if (callers == 0) {
                over.complete(round);
            }
        }
    }
}
