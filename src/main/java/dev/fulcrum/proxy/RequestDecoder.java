package dev.fulcrum.proxy;

import dev.fulcrum.upstream.GatheredWrites;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Optional;

/**
 * Decodes requests, and refuses those that leave open where they end or for whom they are.
 *
 * <p>It stands in for the decoder of Vert.x (5.0.10), whose insides only this class and the room upstream know. A request is
 * refused when its head breaks the grammar; when it has two lengths, a length and a transfer encoding, or another encoding
 * than {@code chunked}; when it names no host or two. After a refusal nothing more is read from the connection. Lives on the
 * connection's event loop.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final AttributeKey<UnsafeRequest> FAULT = AttributeKey.valueOf("fulcrum.request.fault");

    private final HeadGrammar head = new HeadGrammar();
    private final ChunkGrammar chunks = new ChunkGrammar();
    private final int mostRequests;
    private boolean inHead = true;
    private boolean chunked;
    private boolean refused;
    private int lengths;
    private int requests;

    private RequestDecoder(HttpServerOptions options, int mostRequests) {
        super(options);
        this.mostRequests = mostRequests;
    }

    /**
     * Replaces the decoder of a connection that has not been read from.
     *
     * @param mostRequests after which the connection is closed, as if the caller had asked for that
     */
    static void install(HttpConnection connection, HttpServerOptions options, int mostRequests) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new RequestDecoder(options, mostRequests));
        GatheredWrites.install(pipeline);
    }

    /** Why the body that has just ended is not to be used; empty when it is sound. */
    static Optional<UnsafeRequest> fault(HttpConnection connection) {
        return Optional.ofNullable(((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .attr(FAULT)
                .get());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        int before = out.size();
        super.decode(context, in, out);
        Object last = out.size() > before ? out.get(out.size() - 1) : null;
        if (last instanceof HttpObject object && object.decoderResult().isFailure()) {
            refused = true;
            if (inHead) {
                return;
            }
            out.remove(last);
            endBroken(context, out, new UnsafeRequest("a chunk of the body is not what HTTP allows"));
            return;
        }
        if (inHead) {
            headRead(in, from, out, before);
        } else if (chunked) {
            chunksRead(context, in, from, out);
        }
        if (last instanceof LastHttpContent) {
            begin();
        }
    }

    /** What was consumed while a head is read is the head's: a body is decoded by a call of its own. */
    private void headRead(ByteBuf in, int from, List<Object> out, int before) {
        HttpRequest request = out.size() > before && out.get(before) instanceof HttpRequest found ? found : null;
        try {
            head.read(in, from, in.readerIndex());
            if (request != null) {
                check(request);
                count(request);
                inHead = false;
                chunked = request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
            }
        } catch (UnsafeRequest unsafe) {
            refused = true;
            in.skipBytes(in.readableBytes());
            HttpRequest told = request == null
                    ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request")
                    : request;
            told.setDecoderResult(DecoderResult.failure(unsafe));
            out.subList(before, out.size()).clear(); // a head and at most the empty end of a request without a body
            out.add(told);
        }
    }

    private void chunksRead(ChannelHandlerContext context, ByteBuf in, int from, List<Object> out) {
        try {
            chunks.read(in, from, in.readerIndex());
        } catch (UnsafeRequest unsafe) {
            refused = true;
            in.skipBytes(in.readableBytes());
            endBroken(context, out, unsafe);
        }
    }

    /** Ends a body that is not to be used, so that its request can be answered; Vert.x would hang up without a word. */
    private static void endBroken(ChannelHandlerContext context, List<Object> out, UnsafeRequest why) {
        context.channel().attr(FAULT).set(why);
        if (out.isEmpty() || !(out.get(out.size() - 1) instanceof LastHttpContent)) {
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void begin() {
        inHead = true;
        lengths = 0;
        head.begin();
        chunks.begin();
    }

    private void check(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean current = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        require(
                current || request.protocolVersion().equals(HttpVersion.HTTP_1_0),
                "this is neither HTTP/1.1 nor HTTP/1.0");
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()) {
            require(lengths == 0, "the request has a content-length and a transfer-encoding");
            require(current, "HTTP/1.0 knows no transfer-encoding");
            require(
                    encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0)),
                    "the only transfer-encoding that this gateway reads is `chunked`");
        }
        require(lengths <= 1, "the request has more than one content-length");
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        require(hosts <= 1, "the request has more than one host");
        require(hosts == 1 || !current, "the request has no host");
    }

    /** The last request is treated like one whose caller closes: the answer says so, and what follows is not read. */
    private void count(HttpRequest request) {
        requests++;
        if (requests >= mostRequests) {
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Counted here, since equal lengths are one by the time that the head is whole. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (inHead && HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            lengths++;
        }
        return name;
    }

    /** A length beside `chunked` stays where it is: the request will be refused. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!refused) {
            super.decodeLast(context, in, out);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnsafeRequest(otherwise);
        }
    }
}
