package dev.fulcrum.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.net.impl.VertxConnection;
import java.util.List;

/**
 * The HTTP codec of a connection to a target; it stands in for Vert.x's own, which leaves three things open.
 *
 * <ul>
 *   <li>Bytes after the end of an answer stay in that codec and would be read as the next answer's beginning: a target
 *       that counts its content length wrong would spoil, or speak for, someone else's exchange. Here they close the
 *       connection.
 *   <li>Closing a connection waits there until everything is written, for ever when the target has stopped reading.
 *       {@link #abandon} does not wait.
 *   <li>A connection may return to the pool while a slow receiver of its last answer has it paused.
 *       {@link #rouse} ends that.
 * </ul>
 *
 * <p>This class, {@link Bytes} and the proxy's {@code RequestDecoder} alone know the insides of Vert.x (5.0.10). Lives on the connection's event loop.
 */
final class Wire extends CombinedChannelDuplexHandler<Wire.Decoder, HttpRequestEncoder> {
    private static final int HEADER_BYTES = 32 * 1024;

    /** Number of the request that was written last, counted as Vert.x counts a connection's streams: from 1. */
    private int requests;

    private boolean answering;
    private boolean informational;
    private boolean endedInThisRead;

    private Wire() {
        init(new Decoder(), new HttpRequestEncoder());
    }

    /** Replaces the codec of a connection that has not been used yet. */
    static void install(HttpConnection connection) {
        ChannelPipeline pipeline = context(connection).pipeline();
        pipeline.replace("codec", "codec", new Wire());
        GatheredWrites.install(pipeline);
        connection.exceptionHandler(error -> {}); // or Vert.x logs it, with what the target said in place of HTTP
    }

    /** Lets a connection read that an earlier answer's receiver left paused. */
    static void rouse(HttpConnection connection) {
        ((VertxConnection) connection).doResume();
    }

    /** Closes the connection unless the exchange with this stream id is over on it. */
    static void abandon(HttpConnection connection, int streamId) {
        ChannelHandlerContext handler = context(connection);
        Wire wire = handler.pipeline().get(Wire.class);
        if (wire != null && wire.requests == streamId && wire.answering) {
            ChannelFuture unused = handler.close();
        }
    }

    private static ChannelHandlerContext context(HttpConnection connection) {
        return ((HttpClientConnectionInternal) connection).channelHandlerContext();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest) {
            requests++;
            answering = true;
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        endedInThisRead = false;
        super.channelReadComplete(context);
    }

    private void decoded(Object message) {
        if (message instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !informational) {
            answering = false;
            endedInThisRead = true;
        }
    }

    /** Decodes answers, and only while one is due. */
    final class Decoder extends HttpResponseDecoder {
        private Decoder() {
            super(new HttpDecoderConfig().setMaxHeaderSize(HEADER_BYTES));
        }

        /** An answer with two lengths may be read differently by whoever stands in between. */
        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("an answer has a content-length and a transfer-encoding");
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (in.isReadable() && (endedInThisRead || !answering)) {
                in.skipBytes(in.readableBytes());
                ChannelFuture unused = context.close();
                return;
            }
            int before = out.size();
            super.decode(context, in, out);
            for (int i = before; i < out.size(); i++) {
                decoded(out.get(i));
            }
        }
    }
}
