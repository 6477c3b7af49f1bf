package dev.fulcrum.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The model endpoint of the benchmark: a process of its own that answers every chat completion with the same words and a number.
 *
 * <p>Streams have {@value #CHUNKS} events, one event-loop turn apart, so that they do not leave in one segment. {@link PacedUpstream} serves streams
 * that take their time.
 */
final class BenchUpstream extends VerticleBase {
    private static final int CHUNKS = 60;
    private static final List<Buffer> EVENTS = events();

    /** Counted in the text of each, so that no answer comes twice: what is remembered of one does not help with the next. */
    private static final AtomicLong ANSWERS = new AtomicLong();

    private final int port;

    private BenchUpstream(int port) {
        this.port = port;
    }

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Servers.run(() -> new BenchUpstream(port));
    }

    @Override
    public Future<HttpServer> start() {
        return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            HttpServerResponse response = request.response();
            if (body.toString().contains("\"stream\":true")) {
                response.setChunked(true).putHeader("content-type", "text/event-stream; charset=utf-8");
                stream(response, 0);
            } else {
                response.putHeader("content-type", "application/json")
                        .end(ModelAnswers.plain(ANSWERS.incrementAndGet()));
            }
        });
    }

    private void stream(HttpServerResponse response, int next) {
        if (response.closed()) {
            return;
        }
        if (next == EVENTS.size()) {
            response.end();
            return;
        }
        response.write(EVENTS.get(next));
        context.runOnContext(turn -> stream(response, next + 1));
    }

    private static List<Buffer> events() {
        List<String> texts = ModelAnswers.texts(Pace.Text.SENTENCES);
        List<String> events = new ArrayList<>();
        events.add(ModelAnswers.ROLE);
        for (int i = 0; i < CHUNKS - 3; i++) {
            events.add(texts.get(i % texts.size()));
        }
        events.add(ModelAnswers.STOP);
        events.add(ModelAnswers.DONE);
        return events.stream().map(Buffer::buffer).toList();
    }
}
