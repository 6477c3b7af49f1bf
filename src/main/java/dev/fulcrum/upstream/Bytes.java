package dev.fulcrum.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * Leads from arrays to buffers and back without a copy, for what nobody changes any more.
 *
 * <p>Vert.x (5.0.10) copies both ways: a body was copied five times between its two sockets.
 */
public final class Bytes {
    private Bytes() {}

    /** A buffer over an array, which must not change afterwards. */
    public static Buffer over(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** The bytes of a buffer; neither it nor they may change afterwards. */
    public static byte[] in(Buffer buffer) {
        ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
        boolean whole = bytes.hasArray()
                && bytes.arrayOffset() == 0
                && bytes.readerIndex() == 0
                && bytes.readableBytes() == bytes.array().length;
        return whole ? bytes.array() : buffer.getBytes();
    }
}
