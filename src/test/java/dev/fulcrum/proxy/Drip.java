package dev.fulcrum.proxy;

import dev.fulcrum.upstream.UpstreamAnswer;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A model's streamed answer in memory, of which a chunk comes whenever the test lets it. */
final class Drip implements UpstreamAnswer, ReadStream<Buffer> {
    private final Deque<Buffer> chunks;
    private Handler<Buffer> handler = chunk -> {};
    private Handler<Void> end = ended -> {};
    private boolean flowing;
    private boolean over;

    Drip(List<Buffer> chunks) {
        this.chunks = new ArrayDeque<>(chunks);
    }

    /** Lets the next chunk come, or the end; false when the receiver wants no more for now, or at all. */
    boolean next() {
        if (!flowing || over) {
            return false;
        }
        if (chunks.isEmpty()) {
            over = true;
            end.handle(null);
        } else {
            handler.handle(chunks.poll());
        }
        return true;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap().add("content-type", "text/event-stream");
    }

    @Override
    public ReadStream<Buffer> body() {
        return this;
    }

    @Override
    public void cancel() {
        over = true;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> broken) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> next) {
        handler = next;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        flowing = false;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        flowing = true;
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> ended) {
        end = ended;
        return this;
    }
}
