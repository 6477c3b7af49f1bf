package dev.fulcrum.bench;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;

/**
 * One caller's connection and the stream that is open on it.
 *
 * <p>Events are counted by their line ends, two for each, which is exact for what the benchmark's upstream sends: the first tells the role, the
 * second is the first with text.
 */
final class OpenStream extends SimpleChannelInboundHandler<HttpObject> {
    private static final int LINE_ENDS_TO_TEXT = 4;
    private static final long TERMINATOR =
            ByteBuffer.wrap("[DONE]\n\n".getBytes(US_ASCII)).getLong();

    private final StreamClient.Running running;
    private boolean open;
    private int status;
    private long sent;
    private long last;
    private long longest;
    private int lineEnds;
    private long lastEightBytes;

    OpenStream(StreamClient.Running running) {
        this.running = running;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        running.opened(context.channel());
        send(context);
    }

    private void send(ChannelHandlerContext context) {
        ByteBuf body = Unpooled.wrappedBuffer(running.nextRequest());
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/chat/completions", body);
        request.headers()
                .set(HOST, "127.0.0.1")
                .set(CONTENT_TYPE, "application/json")
                .set(CONTENT_LENGTH, body.readableBytes());
        open = true;
        longest = 0;
        lineEnds = 0;
        lastEightBytes = 0;
        sent = System.nanoTime();
        last = sent;
        ChannelFuture unused = context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (message instanceof HttpContent content && content.content().isReadable()) {
            arrived(content.content());
        }
        if (message instanceof LastHttpContent) {
            ended(context);
        }
    }

    private void arrived(ByteBuf bytes) {
        int before = lineEnds;
        count(bytes);
        int events = lineEnds / 2 - before / 2;
        if (events == 0) {
            return;
        }
        long now = System.nanoTime();
        silent(now);
        if (now - running.from() >= 0 && now - running.to() <= 0) {
            running.round().arrived(events);
            if (before >= LINE_ENDS_TO_TEXT) {
                running.round().gap(now - last);
            } else if (lineEnds >= LINE_ENDS_TO_TEXT && sent - running.from() >= 0) {
                running.round().firstContent(now - sent);
            }
        }
        last = now;
    }

    private void count(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int i = bytes.readerIndex(); i < end; i++) {
            lineEnds += bytes.getByte(i) == '\n' ? 1 : 0;
        }
        for (int i = Math.max(bytes.readerIndex(), end - Long.BYTES); i < end; i++) {
            lastEightBytes = lastEightBytes << Byte.SIZE | (bytes.getByte(i) & 0xff);
        }
    }

    /** Notes how long nothing came, as far as it lies before the end of the measured time. */
    private void silent(long now) {
        if (now - running.from() >= 0) {
            long until = now - running.to() > 0 ? running.to() : now;
            longest = Math.max(longest, until - last);
        }
    }

    private void ended(ChannelHandlerContext context) {
        open = false;
        running.round().silence(longest, running.stallBoundNanos());
        int events = lineEnds / 2;
        if (status != 200) {
            fail("HTTP " + status);
        } else if (lastEightBytes != TERMINATOR || events != running.pace().events()) {
            fail("ended after " + events + " of " + running.pace().events() + " events, "
                    + (lastEightBytes == TERMINATOR ? "with" : "without") + " its terminator");
        } else {
            running.round().whole();
        }
        if (running.isOver() || status != 200) {
            ChannelFuture unused = context.close();
        } else {
            send(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (open) {
            silent(System.nanoTime());
            running.round().silence(longest, running.stallBoundNanos());
            fail("the connection closed, or the round ended, after " + lineEnds / 2 + " events");
        }
        running.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }

    private void fail(String what) {
        open = false;
        running.round().failed(what);
    }
}
