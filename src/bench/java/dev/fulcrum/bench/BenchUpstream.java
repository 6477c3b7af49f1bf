package dev.fulcrum.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The model endpoint of the benchmark: a process of its own that answers every chat completion with the same words and a number.
 *
 * <p>Plain answers have about 600 bytes. Streams have {@value #CHUNKS} events, one event-loop turn apart, so that they do not
 * leave in one segment; or what the {@link Pace} of a request asks for.
 */
final class BenchUpstream extends VerticleBase {
    private static final int CHUNKS = 60;
    private static final String WORDS =
            """
            You can change the delivery address of a card that has not been sent yet in the app, under Cards and \
            then Delivery. A card that is already on its way cannot be redirected, so please order a new one once it \
            has arrived; the first replacement in a year is free.""";

    private static final String HEAD =
            """
            {"id":"chatcmpl-bench0000000000000000","object":"chat.completion","created":1767225600,\
            "model":"bench-model","choices":[{"index":0,"message":{"role":"assistant","content":"%s Your number is \
            """
                    .formatted(WORDS);
    private static final String TAIL =
            """
            .","refusal":null},\
            "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":172,"completion_tokens":57,\
            "total_tokens":229},"system_fingerprint":"fp_bench"}""";
    private static final Buffer ROLE = event("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final Buffer STOP = event("{}", "\"stop\"");
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");
    private static final Buffer END = Buffer.buffer().appendBuffer(STOP).appendBuffer(DONE);
    private static final Map<Pace.Text, List<Buffer>> TEXTS = new EnumMap<>(Map.of(
            Pace.Text.SENTENCES, texts(Pace.Text.SENTENCES),
            Pace.Text.FULL_STOPS, texts(Pace.Text.FULL_STOPS),
            Pace.Text.UNBROKEN, texts(Pace.Text.UNBROKEN)));
    private static final List<Buffer> EVENTS = events();

    private final int port;

    /** Counted in the text of each, so that no answer comes twice: what is remembered of one does not help with the next. */
    private long answers = System.nanoTime();

    /** Absent until a stream is paced. */
    private Pacer pacer;

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
            String asked = body.toString();
            if (asked.contains("\"stream\":true")) {
                response.setChunked(true).putHeader("content-type", "text/event-stream; charset=utf-8");
                Pace.in(asked).ifPresentOrElse(pace -> stream(response, pace), () -> stream(response, 0));
            } else {
                response.putHeader("content-type", "application/json").end(HEAD + answers++ + TAIL);
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

    private void stream(HttpServerResponse response, Pace pace) {
        if (pacer == null) {
            pacer = new Pacer(vertx, END);
        }
        response.write(ROLE);
        pacer.stream(response, TEXTS.get(pace.text()), pace);
    }

    /** Characters of one event's text, on average. */
    static double charactersOfText() {
        return (double) WORDS.length() / TEXTS.get(Pace.Text.SENTENCES).size();
    }

    private static List<Buffer> texts(Pace.Text text) {
        return Arrays.stream(text.of(WORDS).split("(?<= )", -1))
                .map(word -> event("{\"content\":\"" + word + "\"}", "null"))
                .toList();
    }

    private static List<Buffer> events() {
        List<Buffer> events = new ArrayList<>();
        List<Buffer> texts = TEXTS.get(Pace.Text.SENTENCES);
        events.add(ROLE);
        for (int i = 0; i < CHUNKS - 3; i++) {
            events.add(texts.get(i % texts.size()));
        }
        events.add(STOP);
        events.add(DONE);
        return List.copyOf(events);
    }

    private static Buffer event(String delta, String finishReason) {
        return Buffer.buffer(
                """
                data: {"id":"chatcmpl-bench0000000000000000","object":"chat.completion.chunk","created":1767225600,\
                "model":"bench-model","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

                """
                        .formatted(delta, finishReason));
    }
}
