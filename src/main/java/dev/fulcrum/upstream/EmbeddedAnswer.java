package dev.fulcrum.upstream;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** An answer that is made here rather than received. */
final class EmbeddedAnswer implements UpstreamAnswer {
    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream; charset=utf-8";

    private final int status;
    private final MultiMap headers;
    private final ChunkedBody body;

    private EmbeddedAnswer(int status, String contentType, ChunkedBody body) {
        this.status = status;
        this.headers = HttpHeaders.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
        this.body = body;
    }

    static EmbeddedAnswer whole(Context context, int status, String contentType, Buffer body) {
        return chunked(context, status, contentType, List.of(body).iterator(), Duration.ZERO);
    }

    static EmbeddedAnswer chunked(
            Context context, int status, String contentType, Iterator<Buffer> chunks, Duration pace) {
        return new EmbeddedAnswer(status, contentType, new ChunkedBody(context, chunks, pace));
    }

    /** An error in the shape of OpenAI's. */
    static EmbeddedAnswer error(Context context, OpenAiError error) {
        return whole(context, error.status(), JSON, error.body());
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public ReadStream<Buffer> body() {
        return body;
    }

    @Override
    public void cancel() {
        body.cancel();
    }
}
