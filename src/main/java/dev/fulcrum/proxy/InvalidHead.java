package dev.fulcrum.proxy;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Says what is wrong with a request whose head cannot be read. */
final class InvalidHead {
    private InvalidHead() {}

    static Failure failure(HttpServerRequest request) {
        Throwable cause =
                request.decoderResult() == null ? null : request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return Failure.unread(414, "uri_too_long", "the request line is longer than this gateway reads");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Failure.unread(431, "headers_too_large", "the headers are longer than this gateway reads");
        }
        if (cause instanceof UnsafeRequest) {
            return Failure.unread(400, "bad_request", cause.getMessage());
        }
        return Failure.unread(400, "bad_request", "this is not a request that HTTP allows");
    }
}
